const KEY = 'zhendian.station';

/**
 * The per-start token of the station: in the page's meta element, else in the fragment of the address
 * the station printed (`#token=…`), which is taken out of sight and kept for reloads of this tab.
 */
export function stationToken(): string {
  const given = /^#token=([\w-]+)/.exec(location.hash)?.[1];
  if (given) {
    sessionStorage.setItem(KEY, given);
    history.replaceState(null, '', `${location.pathname}#/`);
  }
  const meta = document.querySelector<HTMLMetaElement>('meta[name="zhendian-token"]');
  return meta?.content ?? given ?? sessionStorage.getItem(KEY) ?? '';
}
