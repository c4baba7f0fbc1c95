import { type Action, keyLabel } from '../client/key-table.ts';
import { usePreferences } from '../client/preferences.ts';

/** The key that does the same as the button it stands on. */
export function KeyHint({ action }: { action: Action }) {
  const { keys } = usePreferences();
  return <kbd className="key-hint">{keyLabel(keys[action])}</kbd>;
}
