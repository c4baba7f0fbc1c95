import { type FormEvent, useState } from 'react';
import { parseYuan } from '../../shared/kernel/money.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { withApproval } from '../components/approval-dialog.tsx';
import { Choice, Field } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { SheetDialog } from '../components/sheet-dialog.tsx';
import { toast } from '../components/toast.tsx';
import type { Sell } from './use-sell.ts';

const CATEGORIES = [
  '冰箱',
  '冷柜',
  '洗衣机',
  '空调',
  '电视',
  '热水器',
  '油烟机',
  '燃气灶',
  '小家电',
  '配件',
  '辅材',
];

/** A good that the catalogue does not know yet: created and put into the cart at once. */
export function CreateItemDialog({ sell }: { sell: Sell }) {
  const { t } = useWords();
  const [form, setForm] = useState({
    code: sell.trouble?.code ?? '',
    brand: '',
    model: '',
    name: sell.trouble?.code ? '' : sell.text.trim(),
    category: '小家电',
    unitLabel: '台',
    price: '',
  });
  const [serial, setSerial] = useState<'none' | 'one' | 'ac_split'>('none');
  const [needsInstall, setInstall] = useState(false);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const put = (key: keyof typeof form) => (text: string) => setForm({ ...form, [key]: text });
  const close = () => sell.setDialog(null);
  const create = async (event: FormEvent) => {
    event.preventDefault();
    const listFen = parseYuan(form.price);
    if (listFen === null || listFen <= 0) return setRefusal({ code: 'price_not_positive' });
    const { price: _, ...input } = form;
    const good = { ...input, code: form.code.trim() || null, listFen, serial, needsInstall };
    const answer = await withApproval((approval) =>
      ask(core.catalog.createItem.mutate({ ...good, approval })),
    );
    if (!answer.ok) return setRefusal(answer.refusal);
    close();
    await sell.add(answer.value.sku);
    toast(t('goods.created'));
  };
  return (
    <SheetDialog title={t('goods.create')} testId={testIds.createItem} onClose={close}>
      <form className="stack" onSubmit={(event) => void create(event)}>
        <div className="form-grid two">
          <Field
            className="span"
            label={t('goods.name')}
            value={form.name}
            onText={put('name')}
            maxLength={80}
            name="item-name"
            required
            autoFocus
          />
          <Field
            label={t('goods.price')}
            value={form.price}
            onText={put('price')}
            inputMode="decimal"
            name="item-price"
            required
          />
          <Choice
            label={t('goods.category')}
            value={form.category}
            options={CATEGORIES.map((name) => ({ value: name, label: name }))}
            onChoose={put('category')}
          />
          <Field label={t('goods.brand')} value={form.brand} onText={put('brand')} maxLength={30} />
          <Field label={t('goods.model')} value={form.model} onText={put('model')} maxLength={60} />
          <Field label={t('goods.code')} value={form.code} onText={put('code')} maxLength={40} />
          <Field
            label={t('goods.unit')}
            value={form.unitLabel}
            onText={put('unitLabel')}
            maxLength={4}
            required
          />
          <Choice
            label={t('goods.serial')}
            value={serial}
            options={(['none', 'one', 'ac_split'] as const).map((kind) => ({
              value: kind,
              label: t(`goods.serialKinds.${kind}`),
            }))}
            onChoose={setSerial}
          />
          <label className="check">
            <input
              type="checkbox"
              checked={needsInstall}
              onChange={(event) => setInstall(event.target.checked)}
            />
            {t('goods.needsInstall')}
          </label>
        </div>
        <Notice refusal={refusal} />
        <div className="dialog-foot">
          <button type="button" className="button" onClick={close}>
            {t('app.cancel')}
          </button>
          <button type="submit" className="button next">
            {t('goods.create')}
          </button>
        </div>
      </form>
    </SheetDialog>
  );
}
