import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  PROMOTION_STANDINGS,
  type PromotionRow,
  type PromotionStanding,
} from '../../shared/contract/promotions.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { useWords } from '../client/use-words.ts';
import { Choice, Field } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { saveFile } from '../documents/save-file.ts';
import type { FormValues } from './form-values.ts';
import { PromotionListRow } from './promotion-list-row.tsx';
import { textInBase64 } from './text-in-base64.ts';

const EVERY = 'every';

/** Every promotion by where it stands, found by campaign or name. */
export function PromotionList(props: {
  readonly onOpen: (row: PromotionRow) => void;
  readonly onCopy: (values: FormValues) => void;
  readonly onNew: () => void;
}) {
  const { t } = useWords();
  const [standing, setStanding] = useState<PromotionStanding | null>(null);
  const [campaign, setCampaign] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [pages, setPages] = useState<readonly PromotionRow[]>([]);
  const [offset, setOffset] = useState(0);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const input = { standing, campaign, text, offset };
  const read = useQuery(
    reads.promotions.list.queryOptions(input, { placeholderData: keepPreviousData }),
  );
  const list = read.data?.ok ? read.data.value : null;
  if (!list) return null;
  const first = () => {
    setPages([]);
    setOffset(0);
  };
  const rows = offset === 0 ? list.rows : [...pages, ...list.rows];
  const count = PROMOTION_STANDINGS.reduce((sum, one) => sum + list.counts[one], 0);
  const exportShown = async () => {
    const promotionIds = rows.map(({ promotionId }) => promotionId);
    const answer = await ask(core.promotions.exportFile.query({ promotionIds }));
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) {
      saveFile(answer.value.name, 'application/json', textInBase64(answer.value.text));
    }
  };
  return (
    <>
      <div className="promotion-filter">
        <fieldset className="segments-field">
          <legend className="hidden-label">{t('promotions.list')}</legend>
          <div className="segments">
            <Standing
              label={t('promotions.all', { count })}
              isChosen={standing === null}
              onChoose={() => {
                first();
                setStanding(null);
              }}
            />
            {PROMOTION_STANDINGS.map((one) => (
              <Standing
                key={one}
                name={one}
                label={`${t(`promotions.standing.${one}`)} ${list.counts[one]}`}
                isChosen={standing === one}
                onChoose={() => {
                  first();
                  setStanding(one);
                }}
              />
            ))}
          </div>
        </fieldset>
        <div className="promotion-find">
          {list.campaigns.length > 0 && (
            <Choice
              label={t('promotions.campaign')}
              value={campaign ?? EVERY}
              options={[
                { value: EVERY, label: t('promotions.allCampaigns') },
                ...list.campaigns.map((value) => ({ value, label: value })),
              ]}
              onChoose={(value) => {
                first();
                setCampaign(value === EVERY ? null : value);
              }}
            />
          )}
          <Field
            label={t('promotions.search')}
            value={text}
            onText={(next) => {
              first();
              setText(next);
            }}
            maxLength={40}
            testId="promotion-search"
          />
        </div>
      </div>
      <Notice refusal={refusal} />
      {rows.length === 0 ? (
        <div className="card empty">
          <p>{t(count === 0 && text === '' ? 'promotions.none' : 'promotions.noneHere')}</p>
          {count === 0 && text === '' && (
            <button type="button" className="button next" onClick={props.onNew}>
              {t('promotions.add')}
            </button>
          )}
        </div>
      ) : (
        <ul className="card promotion-rows" data-testid="promotion-rows">
          {rows.map((row) => (
            <PromotionListRow
              key={row.promotionId}
              row={row}
              now={list.now}
              onOpen={() => props.onOpen(row)}
              onCopy={props.onCopy}
              onRefusal={setRefusal}
            />
          ))}
        </ul>
      )}
      <div className="row wrap">
        {list.nextOffset !== null && (
          <button
            type="button"
            className="button"
            onClick={() => {
              setPages(rows);
              setOffset(list.nextOffset ?? 0);
            }}
          >
            {t('promotions.more')}
          </button>
        )}
        {rows.length > 0 && (
          <button
            type="button"
            className="button"
            data-testid="promotion-export"
            onClick={() => void exportShown()}
          >
            {t('promotions.exportShown', { count: rows.length })}
          </button>
        )}
      </div>
    </>
  );
}

function Standing(props: {
  readonly name?: PromotionStanding;
  readonly label: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  return (
    <button
      type="button"
      className="button"
      aria-pressed={props.isChosen}
      data-testid={`standing-${props.name ?? 'all'}`}
      onClick={props.onChoose}
    >
      {props.label}
    </button>
  );
}
