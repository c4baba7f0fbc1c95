import { useWords } from '../client/use-words.ts';
import { faceText, Money } from './money.tsx';

/** Cash to hand to the customer, note by note: change or a refund; plain words where it is nothing. */
export function HandBack(props: {
  readonly label: string;
  readonly nothing: string;
  readonly amountFen: number;
  readonly pieces: readonly { readonly fen: number; readonly count: number }[];
  readonly testId: string;
}) {
  const { t } = useWords();
  if (props.amountFen === 0) {
    return (
      <p className="no-change" data-testid={props.testId} data-fen={0}>
        {props.nothing}
      </p>
    );
  }
  return (
    <>
      <div className="change">
        <span>{props.label}</span>
        <output data-testid={props.testId} data-fen={props.amountFen}>
          <Money amount={props.amountFen} sign />
        </output>
      </div>
      <ul className="pieces" aria-label={t('done.pieces')}>
        {props.pieces.map((piece) => (
          <li key={piece.fen}>
            {t('done.piece', { face: faceText(piece.fen), count: piece.count })}
          </li>
        ))}
      </ul>
    </>
  );
}
