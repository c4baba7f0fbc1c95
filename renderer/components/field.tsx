import { type InputHTMLAttributes, useId } from 'react';

type FieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange' | 'id'> & {
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly testId?: string;
};

/** One line of text with its label above it. */
export function Field({ label, value, onText, testId, className, ...rest }: FieldProps) {
  const id = useId();
  return (
    <div className={className ? `field ${className}` : 'field'}>
      <label htmlFor={id}>{label}</label>
      <input
        {...rest}
        id={id}
        className="input"
        autoComplete="off"
        data-testid={testId}
        value={value}
        onChange={(event) => onText(event.target.value)}
      />
    </div>
  );
}

/** One of a few, as a drop-down with its label above it. */
export function Choice<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChoose: (value: Value) => void;
  readonly disabled?: boolean;
  readonly testId?: string;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <select
        id={id}
        className="input"
        disabled={props.disabled}
        data-testid={props.testId}
        value={props.value}
        onChange={(event) => {
          const chosen = props.options.find((o) => o.value === event.target.value);
          if (chosen) props.onChoose(chosen.value);
        }}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
