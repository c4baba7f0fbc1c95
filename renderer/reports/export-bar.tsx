import { useState } from 'react';
import {
  EXPORT_FORMATS,
  type ExportFormat,
  type ReportInput,
} from '../../shared/contract/reports.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { useWords } from '../client/use-words.ts';
import { saveFile } from '../documents/save-file.ts';

const WORDS = { csv: 'exportCsv', xlsx: 'exportXlsx', pdf: 'print' } as const;

/** The report as a file: for a spreadsheet, or on A4 paper. */
export function ExportBar(props: {
  readonly input: ReportInput;
  readonly onRefusal: (refusal: ScreenRefusal | null) => void;
}) {
  const { t, language } = useWords();
  const [working, setWorking] = useState<ExportFormat | null>(null);
  const save = async (format: ExportFormat) => {
    setWorking(format);
    const answer = await ask(core.reports.export.mutate({ ...props.input, format, language }));
    setWorking(null);
    props.onRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) saveFile(answer.value.fileName, answer.value.type, answer.value.base64);
  };
  return (
    <div className="row wrap export-bar">
      {EXPORT_FORMATS.map((format) => (
        <button
          key={format}
          type="button"
          className="button"
          disabled={working !== null}
          data-testid={`export-${format}`}
          onClick={() => void save(format)}
        >
          {working === format ? t('reports.working') : t(`reports.${WORDS[format]}`)}
        </button>
      ))}
    </div>
  );
}
