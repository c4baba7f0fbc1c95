import { Delete } from 'lucide-react';
import { type FormEvent, useEffect, useRef } from 'react';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';

const LONGEST_PIN = 12;
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** A PIN by keys or by finger; Enter and the last button both send it. */
export function PinPad(props: {
  readonly label: string;
  readonly action: string;
  readonly pin: string;
  readonly isBusy: boolean;
  readonly isDisabled?: boolean;
  readonly onPin: (pin: string) => void;
  readonly onEnter: (pin: string) => void;
}) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  // The label names the person: choosing one puts the caret where the PIN goes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the person changes
  useEffect(() => input.current?.focus(), [props.label]);
  const put = (pin: string) => {
    props.onPin(pin.replace(/\D/g, '').slice(0, LONGEST_PIN));
    input.current?.focus();
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (props.pin.length >= 4 && !props.isBusy) props.onEnter(props.pin);
  };
  return (
    <form className="pin-side" data-testid={testIds.pinPad} onSubmit={send}>
      <label className="field">
        <span className="label">{props.label}</span>
        <input
          ref={input}
          className="input pin-input"
          type="password"
          inputMode="none"
          autoComplete="off"
          disabled={props.isDisabled}
          data-testid={testIds.pinInput}
          value={props.pin}
          onChange={(event) => put(event.target.value)}
        />
      </label>
      <fieldset className="pin-keys" disabled={props.isDisabled}>
        <legend className="hidden-label">{t('signIn.keypad')}</legend>
        {KEYS.map((key) => (
          <PinKey key={key} name={key} onPress={() => put(props.pin + key)} />
        ))}
        <button type="button" className="button word" onClick={() => put('')}>
          {t('signIn.clear')}
        </button>
        <PinKey name="0" onPress={() => put(`${props.pin}0`)} />
        <button
          type="button"
          className="button"
          aria-label={t('signIn.erase')}
          onClick={() => put(props.pin.slice(0, -1))}
        >
          <Delete size={22} aria-hidden="true" />
        </button>
      </fieldset>
      <button
        type="submit"
        className="button next large"
        data-testid={testIds.pinEnter}
        disabled={props.isDisabled || props.pin.length < 4 || props.isBusy}
      >
        {props.action}
      </button>
    </form>
  );
}

function PinKey({ name, onPress }: { name: string; onPress: () => void }) {
  return (
    <button type="button" className="button" data-testid={testIds.pinKey(name)} onClick={onPress}>
      {name}
    </button>
  );
}
