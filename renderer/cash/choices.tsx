/** One of a few as chips, all of them in sight, each of them findable. */
export function Choices<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly {
    readonly value: Value;
    readonly label: string;
    readonly testId: string;
  }[];
  readonly onChoose: (value: Value) => void;
  readonly isLarge?: boolean;
}) {
  return (
    <fieldset className="segments-field">
      <legend className="quiet-text">{props.label}</legend>
      <div className={props.isLarge ? 'segments kinds' : 'segments'}>
        {props.options.map((option) => (
          <button
            key={option.value}
            type="button"
            className={props.isLarge ? 'button large' : 'button'}
            aria-pressed={option.value === props.value}
            data-testid={option.testId}
            onClick={() => props.onChoose(option.value)}
          >
            {option.label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
