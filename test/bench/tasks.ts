import { testIds } from '../../renderer/client/test-ids.ts';
import { DENOMINATIONS } from '../../shared/contract/shift.ts';
import { absolute, type BenchRecord } from './bench.ts';
import { type BenchTill, openBenchTill } from './bench-till.ts';

/** Goods of the demo store: a kettle, a fridge with a serial number, a washing machine that is installed. */
const KETTLE = '100507';
const SERIAL_GOOD = '100185';
/** The float of the demo store's first shift, and what the tasks so far took. */
const FLOAT_FEN = 50_000;
let taken = 0;

type Task = {
  readonly name: string;
  /** The most actions after the last scan. */
  readonly most: number;
  /** Rings up what the task is about, up to its last scan. */
  readonly before: (till: BenchTill) => Promise<unknown>;
  /** The task itself. */
  readonly play: (till: BenchTill) => Promise<void>;
};

const TASKS: readonly Task[] = [
  {
    name: 'exact_cash',
    most: 1,
    before: (till) => scanItem(till, KETTLE, 1),
    play: async (till) => {
      await till.press('+');
      await till.at(testIds.donePanel).waitFor();
    },
  },
  {
    name: 'cash_with_change',
    most: 1,
    before: async (till) => {
      await scanItem(till, KETTLE, 1);
      await till.write('300', false);
    },
    play: async (till) => {
      await till.press('+');
      await till.at(testIds.donePanel).waitFor();
    },
  },
  {
    name: 'unit_with_serial',
    most: 1,
    before: async (till) => {
      await scanItem(till, SERIAL_GOOD, 1);
      await till.scan('SN20260618A');
      await till.at(testIds.serialChip).waitFor();
    },
    play: async (till) => {
      await till.press('+');
      await till.at(testIds.donePanel).waitFor();
    },
  },
  {
    name: 'new_customer_delivered_and_installed',
    most: 60, // name, phone and address of somebody new have to be typed
    before: (till) => scanItem(till, SERIAL_GOOD, 1),
    play: (till) =>
      sellDelivered(till, async () => {
        for (const text of ['陈桂兰', '13800001234', '东湾村3组12号']) {
          await till.press('Tab');
          await till.write(text, true);
        }
      }),
  },
  {
    name: 'known_customer_delivered_and_installed',
    most: 8,
    before: (till) => scanItem(till, SERIAL_GOOD, 1),
    play: (till) => sellDelivered(till, () => till.write('1234', true)),
  },
  {
    name: 'refund_by_receipt',
    most: 3,
    before: async (till) => {
      const kettleFen = await scanItem(till, KETTLE, 1);
      await till.press('+');
      await till.at(testIds.donePanel).waitFor();
      await till.scan(`YQ1|R|${await lastReceipt(till)}`);
      await till.at(testIds.returnForm).waitFor();
      taken -= kettleFen;
    },
    play: async (till) => {
      await till.press('Enter');
      await till.at(testIds.returnDone).waitFor();
      await till.press('Enter'); // the money is handed back, and the next customer can come
      await till.at(testIds.findBar).waitFor();
    },
  },
  {
    name: 'blind_close',
    most: 3,
    before: () => Promise.resolve(),
    play: async (till) => {
      await till.click(testIds.nav('shift'));
      await till.click(testIds.startClosing);
      await till.at(testIds.pieces(10_000)).waitFor();
      await count(till, FLOAT_FEN + taken);
      await till.click(testIds.submitCount);
      await till.at(testIds.zReport).waitFor();
    },
  },
];

/** Replays the tasks of the counter in a real browser on a real station: actions after the last scan, and time. */
async function tasks(): Promise<readonly BenchRecord[]> {
  const till = await openBenchTill();
  till.page.setDefaultTimeout(15_000);
  const records: BenchRecord[] = [];
  try {
    for (const task of TASKS) {
      await task.before(till);
      till.takeActions();
      const start = performance.now();
      await task.play(till);
      const ms = performance.now() - start;
      const bench = `tasks.${task.name}`;
      records.push(
        absolute(
          { bench, metric: 'actions', value: till.takeActions(), unit: 'keys or clicks' },
          { most: task.most },
        ),
        absolute({ bench, metric: 'time', value: ms, unit: 'ms' }, { most: timeFor(task) }),
      );
    }
  } finally {
    await till.close();
  }
  return records;
}

/** A key is answered within a second; a form is a matter of typing, and a day closes in two. */
function timeFor(task: Task): number {
  if (task.name.includes('customer')) return 30_000;
  return task.name === 'blind_close' ? 2_000 : 1_000;
}

/** Scans a good and answers what is due; that will be in the drawer when the day is closed. */
async function scanItem(till: BenchTill, code: string, lines: number): Promise<number> {
  await till.scan(code);
  await till
    .at(testIds.cartLine)
    .nth(lines - 1)
    .waitFor();
  const dueFen = Number(await till.at(testIds.amountDue).getAttribute('data-fen'));
  taken += dueFen;
  return dueFen;
}

/** The number on the receipt that the customer of just now holds in his hand. */
async function lastReceipt(till: BenchTill): Promise<string> {
  const said = await till.at(testIds.donePanel).innerText();
  const [number] = /\d{4}-[0-9A-Z]+-\d{6}/.exec(said) ?? [];
  if (number === undefined) throw new Error('the screen does not say the number of the receipt');
  return number;
}

/** Tomorrow morning and the installation are chosen already; only who it is for has to be said. */
async function sellDelivered(till: BenchTill, sayForWhom: () => Promise<void>): Promise<void> {
  await till.press('F6');
  await till.at(testIds.customerDialog).waitFor();
  await sayForWhom();
  await till.press('Enter');
  await till.at(testIds.customerDialog).waitFor({ state: 'detached' });
  await till.press('+');
  await till.at(testIds.donePanel).waitFor();
}

/** Types the pieces that make up what is in the drawer, so that nothing is over or short. */
async function count(till: BenchTill, amountFen: number): Promise<void> {
  let rest = amountFen;
  for (const piece of DENOMINATIONS) {
    const pieces = Math.floor(rest / piece);
    rest -= pieces * piece;
    if (pieces > 0) await till.at(testIds.pieces(piece)).fill(String(pieces));
  }
  if (rest > 0) throw new Error('the drawer holds what no piece makes up');
}

export const benches = { tasks };
