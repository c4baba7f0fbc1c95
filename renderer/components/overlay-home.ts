/** Where popovers of the top bar are put: inside a landmark, so that they are found by screen readers. */
export function overlayHome(): HTMLElement {
  return document.querySelector<HTMLElement>('.top-bar') ?? document.body;
}
