/** One of a few, all of them in sight. */
export function Segments<Value extends string | number>(props: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChoose: (value: Value) => void;
  readonly testId?: (value: Value) => string;
}) {
  return (
    <fieldset className="segments-field">
      <legend className="quiet-text">{props.label}</legend>
      <div className="segments">
        {props.options.map((option) => (
          <button
            key={option.value}
            type="button"
            className="button"
            aria-pressed={option.value === props.value}
            data-testid={props.testId?.(option.value)}
            onClick={() => props.onChoose(option.value)}
          >
            {option.label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
