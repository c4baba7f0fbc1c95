import { useTranslation } from 'react-i18next';
import { type Language, refusalSentence } from '../../shared/i18n/refusals.ts';
import type { ScreenRefusal } from './ask.ts';
import { usePreferences } from './preferences.ts';

/** The words of the chosen language: `t` for the screen, `say` for a refusal, `time` and `day` for moments. */
export function useWords() {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const say = (refusal: ScreenRefusal): string => {
    const { code } = refusal;
    if (code === 'unreachable') return t('app.unreachable');
    if (code === 'failed') return t('app.failed');
    return refusalSentence({ code, params: refusal.params }, language);
  };
  return {
    t,
    say,
    language,
    /** `1级` -> `1级能效`, `Energy grade 1`. */
    gradeWords: (grade: string | null) =>
      grade && t('sell.grade', { grade, digit: grade.replace('级', '') }),
    time: (at: number) => moment(at, language, { hour: '2-digit', minute: '2-digit' }),
    dayTime: (at: number) =>
      moment(at, language, {
        month: 'numeric',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
      }),
    day: (date: string) =>
      moment(Date.parse(`${date}T04:00:00Z`), language, {
        month: 'short',
        day: 'numeric',
        weekday: 'short',
      }),
  };
}

/** Moments are always those of the shop's wall clock, wherever the browser believes to be. */
function moment(at: number, language: Language, parts: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    ...parts,
    hourCycle: 'h23',
    timeZone: 'Asia/Shanghai',
  }).format(at);
}
