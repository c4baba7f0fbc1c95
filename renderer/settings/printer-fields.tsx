import type { PrinterSettings } from '../../shared/contract/printing.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Choice, Field } from '../components/field.tsx';
import { toast } from '../components/toast.tsx';

type Transport = PrinterSettings['transport'];

const FIRST: Readonly<Record<Transport['kind'], Transport>> = {
  virtual: { kind: 'virtual' },
  tcp: { kind: 'tcp', host: '192.168.1.100', port: 9100 },
  serial: { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 9600 },
};

/** How the printer is reached, how wide its paper is, and a test page. */
export function PrinterFields(props: {
  readonly printer: PrinterSettings;
  readonly onPrinter: (printer: PrinterSettings) => void;
  readonly onRefused: (refusal: ScreenRefusal | null) => void;
}) {
  const { t } = useWords();
  const { printer, onPrinter } = props;
  const { transport } = printer;
  const test = async () => {
    const answer = await ask(core.printing.testPage.mutate());
    props.onRefused(answer.ok ? null : answer.refusal);
    if (answer.ok) toast(t('settings.testSent'));
  };
  return (
    <>
      <h2>{t('settings.printer')}</h2>
      <div className="form-grid">
        <Choice
          label={t('settings.transport')}
          value={transport.kind}
          options={(['virtual', 'tcp', 'serial'] as const).map((kind) => ({
            value: kind,
            label: t(`settings.transports.${kind}`),
          }))}
          onChoose={(kind) => onPrinter({ ...printer, transport: FIRST[kind] })}
        />
        <TransportFields
          transport={transport}
          onTransport={(next) => onPrinter({ ...printer, transport: next })}
        />
        <Choice
          label={t('settings.columns')}
          value={String(printer.columns)}
          options={['32', '42', '48'].map((count) => ({
            value: count,
            label: t('settings.columnsValue', { count: Number(count) }),
          }))}
          onChoose={(text) =>
            onPrinter({ ...printer, columns: text === '32' ? 32 : text === '42' ? 42 : 48 })
          }
        />
        <Choice
          label={t('settings.drawerPin')}
          value={String(printer.drawerPin)}
          options={['2', '5'].map((pin) => ({ value: pin, label: pin }))}
          onChoose={(pin) => onPrinter({ ...printer, drawerPin: pin === '5' ? 5 : 2 })}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={printer.asksStatus}
            onChange={(event) => onPrinter({ ...printer, asksStatus: event.target.checked })}
          />
          {t('settings.asksStatus')}
        </label>
        <button
          type="button"
          className="button"
          data-testid={testIds.testPage}
          onClick={() => void test()}
        >
          {t('settings.testPage')}
        </button>
      </div>
    </>
  );
}

function TransportFields(props: {
  readonly transport: Transport;
  readonly onTransport: (transport: Transport) => void;
}) {
  const { t } = useWords();
  const { transport, onTransport } = props;
  if (transport.kind === 'virtual') return null;
  if (transport.kind === 'tcp') {
    return (
      <>
        <Field
          label={t('settings.host')}
          value={transport.host}
          onText={(host) => onTransport({ ...transport, host })}
          maxLength={100}
        />
        <Field
          label={t('settings.port')}
          type="number"
          min={1}
          max={65_535}
          value={String(transport.port)}
          onText={(text) => onTransport({ ...transport, port: Number(text) })}
        />
      </>
    );
  }
  return (
    <>
      <Field
        label={t('settings.path')}
        value={transport.path}
        onText={(path) => onTransport({ ...transport, path })}
        maxLength={100}
      />
      <Field
        label={t('settings.baud')}
        type="number"
        value={String(transport.baudRate)}
        onText={(text) => onTransport({ ...transport, baudRate: Number(text) })}
      />
    </>
  );
}
