import {
  Coins,
  HandCoins,
  HardDriveDownload,
  HeartPulse,
  Landmark,
  Monitor,
  Tags,
} from 'lucide-react';
import type { Right } from '../../shared/contract/rights.ts';
import { testIds } from '../client/test-ids.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';

const MORE: readonly {
  readonly name: 'subsidies' | 'deposits' | 'health' | 'backup' | 'cash' | 'board' | 'labels';
  readonly for: Right;
  readonly Icon: typeof HeartPulse;
}[] = [
  { name: 'health', for: 'sell', Icon: HeartPulse },
  { name: 'backup', for: 'manage_backup', Icon: HardDriveDownload },
  { name: 'cash', for: 'move_cash', Icon: HandCoins },
  { name: 'deposits', for: 'take_deposit', Icon: Coins },
  { name: 'subsidies', for: 'claim_subsidy', Icon: Landmark },
  { name: 'labels', for: 'print_labels', Icon: Tags },
  { name: 'board', for: 'see_board', Icon: Monitor },
];

/** Screens that are needed too seldom for a place in the bar. */
export function MoreScreens() {
  const { t } = useWords();
  const may = useMay();
  return (
    <nav className="more-screens" aria-label={t('settings.more')}>
      {MORE.filter((screen) => may(screen.for)).map(({ name, Icon }) => (
        <a key={name} className="button large" href={`#/${name}`} data-testid={testIds.nav(name)}>
          <Icon size={20} aria-hidden="true" />
          {t(`${name}.title`)}
        </a>
      ))}
    </nav>
  );
}
