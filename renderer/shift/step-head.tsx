import type { ReactNode } from 'react';
import { StepBar } from './step-bar.tsx';

/** The title of a step and, on the same line, where in closing the shift it stands. */
export function StepHead(props: {
  readonly title: string;
  readonly step: number;
  readonly children?: ReactNode;
}) {
  return (
    <div className="step-head">
      <div>
        <h1>{props.title}</h1>
        {props.children && <p className="quiet-text">{props.children}</p>}
      </div>
      <StepBar step={props.step} />
    </div>
  );
}
