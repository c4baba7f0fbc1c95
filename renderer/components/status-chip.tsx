import type { ReactNode } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { testIds } from '../client/test-ids.ts';
import { overlayHome } from './overlay-home.ts';

/** One word at the top right; a click tells the rest. */
export function StatusChip(props: {
  readonly testId: string;
  readonly tone: 'fine' | 'needs' | 'off';
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <DialogTrigger>
      <Button className="status-chip" data-testid={props.testId} data-tone={props.tone}>
        <span className="pill">
          <i className="dot" aria-hidden="true" />
          {props.label}
        </span>
      </Button>
      <Popover className="popover" placement="bottom end" UNSTABLE_portalContainer={overlayHome()}>
        <Dialog aria-label={props.label} data-testid={testIds.statusPopover}>
          <div className="stack">{props.children}</div>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
