import { type Settings, settingsInput } from '../../../shared/contract/system.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { openField, sealField } from '../db/field-cipher.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { appendEntry } from '../journal/journal-table.ts';
import type { Deed, Till } from '../till.ts';
import { changeDayCutoff, putSetting, settingText, storedSettings } from './setting-table.ts';

/** What the screen shows in place of a token that is set; sent back unchanged, it keeps the token. */
export const MASKED_TOKEN = '••••••••';

const NAMES = [
  'cashRounding',
  'autoLockMinutes',
  'dayCutoffMinutes',
  'region',
  'printer',
  'scanner',
  'cloud',
] as const;

const TOKEN_ROW = 'cloud.token';
const TOKEN_FIELD = 'setting.cloud.token';

/** The settings in force, defaults where nothing was chosen; the cloud token is never among them. */
export function readSettings(db: Database): Settings {
  return storedSettings(db);
}

/** The settings as a screen may see them: whether a cloud token is set, not which. */
export function maskedSettings(till: Till): Settings {
  const settings = storedSettings(till.db);
  const isSet = settingText(till.db, TOKEN_ROW) !== null;
  return { ...settings, cloud: { ...settings.cloud, token: isSet ? MASKED_TOKEN : null } };
}

/** The token with which this store signs in to its cloud, in clear; for the sync loop alone. */
export function cloudToken(till: Till): string | null {
  const sealed = settingText(till.db, TOKEN_ROW);
  if (sealed === null) return null;
  return openField(till.secrets.fieldKey, TOKEN_FIELD, Buffer.from(sealed, 'base64'));
}

/** Saves the settings that differ; the journal names them, without their values save the end of the business day. */
export function writeSettings(till: Till, deed: Deed, input: Settings): Settings {
  const settings = settingsInput.parse(input);
  const before = storedSettings(till.db);
  const after: Settings = { ...settings, cloud: { ...settings.cloud, token: null } };
  const changed: string[] = NAMES.filter(
    (name) => canonicalJson(before[name]) !== canonicalJson(after[name]),
  );
  const token = settings.cloud.token === '' ? null : settings.cloud.token;
  const isNewToken = token !== MASKED_TOKEN && token !== cloudToken(till);
  if (changed.length === 0 && !isNewToken) return maskedSettings(till);
  const at = till.clock.now();
  inTransaction(till.db, () => {
    for (const name of NAMES) {
      if (!changed.includes(name)) continue;
      if (name === 'dayCutoffMinutes') changeDayCutoff(till.db, after[name], at);
      else putSetting(till.db, name, after[name]);
    }
    if (isNewToken)
      putSetting(till.db, TOKEN_ROW, token === null ? null : sealedToken(till, token));
    appendEntry(till.db, {
      registerId: till.registerId,
      type: 'SETTINGS',
      startedAt: at,
      endedAt: at,
      operator: deed.by.staffId,
      payload: {
        changed: isNewToken ? [...changed, TOKEN_ROW] : changed,
        // To which date a sale belongs follows from it, so the books say what it was.
        ...(changed.includes('dayCutoffMinutes')
          ? { dayCutoffMinutes: after.dayCutoffMinutes }
          : {}),
        // Which subsidies a customer may have follows from it.
        ...(changed.includes('region') ? { region: after.region, before: before.region } : {}),
      },
    });
  });
  return maskedSettings(till);
}

function sealedToken(till: Till, token: string): string {
  const seal = { key: till.secrets.fieldKey, bytes: till.random.bytes };
  return sealField(seal, TOKEN_FIELD, token).toString('base64');
}
