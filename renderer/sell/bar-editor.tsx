import { type KeyboardEvent, useEffect, useState } from 'react';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { ReasonPicker } from './reason-picker.tsx';
import { reasonsFor } from './reasons.ts';
import { useBarEdit } from './use-bar-edit.ts';
import type { Sell } from './use-sell.ts';

/** The bar while one value is changed: what for, the value, why. Esc goes back to finding. */
export function BarEditor({ sell }: { sell: Sell }) {
  const { t } = useWords();
  const edit = useBarEdit(sell);
  const reasons = reasonsFor(sell.mode.kind);
  const [reason, setReason] = useState(reasons[0] ?? '');
  const [isBad, setBad] = useState(false);
  useEffect(() => sell.bar.current?.focus(), [sell.bar]);

  const apply = async () => {
    const outcome = await edit.apply(sell.text, reason);
    setBad(outcome === 'unreadable');
    if (outcome === 'done') sell.toFind();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') sell.toFind();
    else if (event.key === 'Enter') void apply();
    else if (event.key === '/' && edit.toggle) edit.toggle();
    else return;
    event.preventDefault();
  };
  return (
    <div className="find-bar editing" data-testid={testIds.lineEditor}>
      <label htmlFor="bar-editor">
        <b>{edit.label}</b>
        <span>{edit.subject}</span>
      </label>
      {edit.takesText && (
        <input
          id="bar-editor"
          ref={sell.bar}
          type="text"
          inputMode={edit.takesNumber ? 'decimal' : 'text'}
          autoComplete="off"
          data-testid={testIds.editorInput}
          placeholder={edit.placeholder}
          value={sell.text}
          onChange={(event) => sell.setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
      )}
      <button
        type="button"
        className="button next"
        data-testid={testIds.editorApply}
        onClick={() => void apply()}
      >
        {t('editor.apply')}
      </button>
      <button type="button" className="button quiet" onClick={sell.toFind}>
        {t('app.cancel')}
      </button>
      <div className="editor-panel card">
        {isBad && (
          <p className="chip needs" role="alert">
            {t('editor.badNumber')}
          </p>
        )}
        {reasons.length > 0 && (
          <ReasonPicker reasons={reasons} reason={reason} onReason={setReason} sell={sell} />
        )}
        {edit.toggle && (
          <button type="button" className="button" onClick={edit.toggle}>
            {edit.toggleLabel} <kbd className="key-hint">/</kbd>
          </button>
        )}
        {edit.takeBack && (
          <button
            type="button"
            className="button"
            onClick={() => void edit.takeBack?.().then(sell.toFind)}
          >
            {edit.takeBackLabel}
          </button>
        )}
        {edit.hint && <p className="quiet-text">{edit.hint}</p>}
      </div>
    </div>
  );
}
