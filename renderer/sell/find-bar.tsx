import { Search } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { core } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { KeyHint } from '../components/key-hint.tsx';
import { Notice } from '../components/notice.tsx';
import { BarEditor } from './bar-editor.tsx';
import { PromotionChangeNotice } from './promotion-change-notice.tsx';
import { SearchResults } from './search-results.tsx';
import { TroubleExits } from './trouble-exits.tsx';
import { readTyped } from './typed-text.ts';
import { useSearch } from './use-search.ts';
import type { Sell } from './use-sell.ts';

/** Always in the same place, always in focus: scans, searches, and the one value being changed. */
export function FindBar(props: {
  readonly sell: Sell;
  readonly highlight: number;
  readonly setHighlight: (next: number) => void;
}) {
  const { t } = useWords();
  const { sell, highlight, setHighlight } = props;
  const isFinding = sell.mode.kind === 'find';
  const search = useSearch(isFinding ? sell.text : '');
  const pending = useRef(false);

  const enter = async () => {
    const text = sell.text.trim();
    if (text === '' || pending.current) return;
    if (readTyped(text).isCode) return sell.scan(text, 'typed');
    const shown = search.isCurrent ? search.items[highlight] : undefined;
    if (shown) return sell.add(shown.sku);
    pending.current = true;
    const found = await core.catalog.search.query({ text, limit: 1 }).catch(() => []);
    pending.current = false;
    if (found[0]) return sell.add(found[0].sku);
    return sell.scan(text, 'typed');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') void enter();
    else if (event.key === 'Escape') leave(sell);
    else if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else return;
    event.preventDefault();
  };
  const move = (step: 1 | -1) => {
    const { items } = search;
    if (items.length > 0) {
      return setHighlight((highlight + step + items.length) % items.length);
    }
    moveSelection(sell, step);
  };
  return (
    <div className="find">
      {isFinding ? (
        <div className="find-bar">
          <Search size={20} aria-hidden="true" />
          <input
            ref={sell.bar}
            type="text"
            role="combobox"
            aria-expanded={search.items.length > 0}
            aria-controls="search-results"
            aria-activedescendant={search.items.length > 0 ? `result-${highlight}` : undefined}
            aria-autocomplete="list"
            aria-label={t('sell.findLabel')}
            placeholder={t('sell.find')}
            autoComplete="off"
            spellCheck={false}
            data-testid={testIds.findBar}
            value={sell.text}
            onChange={(event) => {
              sell.setText(event.target.value);
              setHighlight(0);
            }}
            onKeyDown={onKeyDown}
          />
          <KeyHint action="find" />
        </div>
      ) : (
        <BarEditor key={JSON.stringify(sell.mode)} sell={sell} />
      )}
      <div className="under-bar">
        <PromotionChangeNotice sell={sell} />
        {sell.trouble && (
          <Notice refusal={sell.trouble.refusal}>
            <TroubleExits sell={sell} trouble={sell.trouble} />
          </Notice>
        )}
        {isFinding && sell.text.trim() !== '' && (
          <SearchResults sell={sell} search={search} highlight={highlight} />
        )}
      </div>
    </div>
  );
}

/** Esc takes back one thing: what is written, else the message, else the explanation of savings. */
function leave(sell: Sell): void {
  if (sell.text !== '') sell.setText('');
  else if (sell.trouble) sell.clearTrouble();
  else if (sell.isExplaining) sell.toggleExplaining();
}

function moveSelection(sell: Sell, step: 1 | -1): void {
  const { lines } = sell.cart;
  const at = lines.findIndex((line) => line.lineId === sell.selected?.lineId);
  const next = lines[Math.min(Math.max(at + step, 0), lines.length - 1)];
  if (next) sell.choose(next.lineId);
}
