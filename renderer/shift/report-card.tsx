import type { ReactNode } from 'react';
import type { ZReport } from '../../shared/contract/shift.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Money, minusYuan, quantityText, yuan } from '../components/money.tsx';

/** A Z or X report as the paper shows it, from the same figures. */
export function ReportCard({ report }: { report: ZReport }) {
  const { t, dayTime } = useWords();
  return (
    <section className="card detail report" data-testid={testIds.zReport}>
      <h2>
        {report.zNumber === null
          ? t('shift.xTitle')
          : t('shift.zTitle', { number: report.zNumber })}
      </h2>
      <p className="quiet-text">
        {t('report.day')} {report.businessDate} · {t('report.opened')} {report.openedBy}{' '}
        {dayTime(report.openedAt)} · {t('report.closed')} {report.closedBy}{' '}
        {dayTime(report.closedAt)}
        {report.approvedBy && ` · ${t('report.approved')} ${report.approvedBy}`}
      </p>
      <div className="report-columns">
        <dl className="facts">
          <Row name={t('report.list')}>{yuan(report.listFen)}</Row>
          <Row name={t('report.discount')}>{minusYuan(report.discountFen)}</Row>
          <Row name={t('report.rounding')}>{minusYuan(report.roundingFen)}</Row>
          <Row name={t('report.net')} isStrong>
            <Money amount={report.netFen} sign />
          </Row>
          <Row name={t('report.count')}>{report.saleCount}</Row>
          <Row name={t('report.items')}>{report.itemCount}</Row>
          {report.firstReceipt && (
            <Row name={t('report.receipts')}>
              {report.firstReceipt} – {report.lastReceipt}
            </Row>
          )}
          <Row name={t('report.perpetual')}>{yuan(report.perpetualFen)}</Row>
        </dl>
        <dl className="facts">
          <Row name={t('report.float')}>{yuan(report.openingFloatFen)}</Row>
          <Row name={t('report.expected')}>{yuan(report.expectedFen)}</Row>
          {report.countedFen !== null && (
            <Row name={t('report.counted')}>{yuan(report.countedFen)}</Row>
          )}
          {report.overShortFen !== null && (
            <Row name={t('report.overShort')} isStrong>
              {yuan(report.overShortFen)}
            </Row>
          )}
          {report.reason !== '' && <Row name={t('report.reason')}>{report.reason}</Row>}
          <Row name={t('report.overrides')}>{report.overrideCount}</Row>
          <Row name={t('report.discounts')}>{report.discountCount}</Row>
          <Row name={t('report.cleared')}>{report.clearedCartCount}</Row>
          <Row name={t('report.noSale')}>{report.noSaleCount}</Row>
          <Row name={t('report.reprints')}>{report.reprintCount}</Row>
        </dl>
        <dl className="facts">
          {report.categories.map((row) => (
            <Row key={row.category} name={`${row.category} × ${quantityText(row.unitMilli)}`}>
              {yuan(row.netFen)}
            </Row>
          ))}
        </dl>
      </div>
      <p className="quiet-text">
        {t('report.chain')} {report.journalSeq} · {report.journalHash.slice(0, 16)}…
      </p>
    </section>
  );
}

function Row(props: { name: string; isStrong?: boolean; children: ReactNode }) {
  return (
    <div data-strong={props.isStrong || undefined}>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
