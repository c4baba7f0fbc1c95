import type { ReactNode, Ref } from 'react';

/** A part that scrolls by itself: it takes the focus, so that it can be scrolled by key too. */
export function ScrollArea(props: {
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
  readonly boxRef?: Ref<HTMLElement>;
}) {
  return (
    <section
      ref={props.boxRef}
      className={props.className}
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll area must be reachable by key
      tabIndex={0}
    >
      {props.children}
    </section>
  );
}
