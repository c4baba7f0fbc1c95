import { useWords } from '../client/use-words.ts';
import { SheetDialog } from '../components/sheet-dialog.tsx';

/** Asks before what was typed is dropped. */
export function LeaveDialog(props: { readonly onLeave: () => void; readonly onStay: () => void }) {
  const { t } = useWords();
  return (
    <SheetDialog title={t('promotions.save.leave')} testId="promotion-leave" onClose={props.onStay}>
      <div className="row wrap">
        <button type="button" className="button next wide" onClick={props.onStay}>
          {t('promotions.save.leaveNo')}
        </button>
        <button
          type="button"
          className="button"
          data-testid="promotion-leave-yes"
          onClick={props.onLeave}
        >
          {t('promotions.save.leaveYes')}
        </button>
      </div>
    </SheetDialog>
  );
}
