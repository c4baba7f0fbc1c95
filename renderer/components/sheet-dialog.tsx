import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useWords } from '../client/use-words.ts';

/** A dialog over the screen: for what needs several fields, money or law. Esc closes it. */
export function SheetDialog(props: {
  readonly title: string;
  readonly testId: string;
  readonly onClose: () => void;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}) {
  const { t } = useWords();
  return (
    <ModalOverlay
      className="veil"
      isOpen
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
    >
      <Modal className={props.isWide ? 'dialog wide' : 'dialog'}>
        <Dialog data-testid={props.testId}>
          <div className="dialog-head">
            <Heading slot="title" level={2}>
              {props.title}
            </Heading>
            <button
              type="button"
              className="button quiet"
              aria-label={t('app.close')}
              onClick={props.onClose}
            >
              <X size={20} aria-hidden="true" />
            </button>
          </div>
          {props.children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
