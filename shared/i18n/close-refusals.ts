import type { ErrorCode } from '../contract/error-codes.ts';

/** What closing, returning, archiving, backing up and reporting refuse, in both languages. */
export const CLOSE_REFUSALS = {
  float_too_large: {
    zh: '备用金超过 10 万元，没有开班。请检查填的张数。',
    en: 'A float above 100,000 yuan was not accepted and no shift was opened. Check the pieces.',
  },
  count_superseded: {
    zh: '另一块屏幕刚提交了点钞，这一次没有保存。请看最新的结果再点。',
    en: 'Another screen has just submitted a count; this one was not saved. Look at the latest result first.',
  },
  cart_open: {
    zh: '购物车里还有商品，还没开始点钞。请先收款、挂单或清空。',
    en: 'There are still goods in the cart, so counting has not begun. Take payment, hold or clear it first.',
  },
  clock_before_opening: {
    zh: '电脑时间比开班时间还早，没有交班，账都在。请先校准电脑时间，或请店长授权。',
    en: 'The clock stands before the opening of the shift; nothing was closed. Set the clock right or ask a manager.',
  },
  clock_far_ahead: {
    zh: '电脑日期是 {{date}}，比上一笔记录晚了 {{days}} 天。请校准时间；日期没错就请店长确认后开班。',
    en: 'The clock says {{date}}, {{days}} days after the last entry. Set it right, or have a manager confirm the date.',
  },
  shift_too_old: {
    zh: '这一班开了超过 24 小时，先停止收款，购物车都在。请先点钞日结，再开新班。',
    en: 'This shift has been open for more than 24 hours. The cart is kept; count and close it, then open a new one.',
  },
  handover_waiting: {
    zh: '上一班已点钞交出，还没有人接班。请先接班再收款。',
    en: 'The last shift was handed over and nobody has taken it yet. Take over first.',
  },
  handover_not_found: {
    zh: '找不到这次交接。请刷新后再看。',
    en: 'This handover was not found. Refresh and look again.',
  },
  handover_not_waiting: {
    zh: '这次交接已经有人接了，没有重复接班。',
    en: 'This handover was already taken over; nothing was done twice.',
  },
  handover_same_person: {
    zh: '交班人不能自己接自己的班。请换接班的人登录，或直接日结。',
    en: 'Whoever hands over cannot take over. Sign in as somebody else, or close the day.',
  },
  handover_not_disputed: {
    zh: '这次交接没有争议，不用处理。',
    en: 'This handover is not disputed, or was settled already.',
  },
  nothing_to_close: {
    zh: '没有还没日结的班，什么都没有做。',
    en: 'There is no shift left to close; nothing was done.',
  },
  period_not_over: {
    zh: '{{period}} 还没有结束，不能结账。请到期后再结。',
    en: '{{period}} is not over yet and was not closed. Close it when it has ended.',
  },
  period_already_closed: {
    zh: '{{period}} 已经结过账，不能再结。需要更正请用红冲或退货记在今天。',
    en: '{{period}} is closed and stays closed. Put a mistake right with a return or a counter-entry today.',
  },
  period_empty: {
    zh: '{{period}} 没有日结，没有可结的账。',
    en: 'There is no daily close in {{period}}, so there is nothing to close.',
  },
  amount_not_positive: {
    zh: '金额要大于 0，没有保存。',
    en: 'The amount must be more than nothing; it was not saved.',
  },
  cash_not_in_drawer: {
    zh: '钱箱里的现金没有这么多，没有保存。请核对金额，或先点钞。',
    en: 'There is not that much cash in the drawer; nothing was saved. Check the amount or count the drawer.',
  },
  payee_missing: {
    zh: '请写清钱给了谁，或收了谁的，再保存。',
    en: 'Say who gave or got the money, then save.',
  },
  slip_number_missing: {
    zh: '请填银行回单号，再保存。',
    en: 'Give the number of the bank slip, then save.',
  },
  movement_not_found: {
    zh: '找不到这笔收支。请刷新后再看。',
    en: 'This cash movement was not found. Refresh and look again.',
  },
  movement_already_undone: {
    zh: '这笔收支已经冲销过，没有重复冲销。',
    en: 'This movement was already undone; nothing was done twice.',
  },
  movement_of_earlier_shift: {
    zh: '这笔收支属于已结的班，不能冲销。请在本班记一笔相反的。',
    en: 'This movement belongs to a closed shift. Record one the other way in this shift instead.',
  },
  nothing_to_return: {
    zh: '还没有选要退的商品。',
    en: 'Nothing is chosen to be returned yet.',
  },
  unit_not_found: {
    zh: '这张小票上没有这件商品，没有退款。请重新选择。',
    en: 'This unit is not on that receipt; nothing was refunded. Choose again.',
  },
  unit_already_returned: {
    zh: '这件已经退过了，没有重复退款。',
    en: 'This unit was already returned; nothing was refunded twice.',
  },
  refund_changed: {
    zh: '可退金额变了，没有退款。请看最新的金额再确认。',
    en: 'The amount to refund has changed; nothing was paid out. Look at it again.',
  },
  return_not_found: {
    zh: '找不到这张退货单。请刷新后再看。',
    en: 'This return was not found. Refresh and look again.',
  },
  cart_is_practice: {
    zh: '这是练习的购物车，不能真收款。请先清空，再重新扫码。',
    en: 'This is a practice cart and takes no real money. Clear it and scan again.',
  },
  cart_is_real: {
    zh: '这是真实的购物车，练习的人不能收款。请换收银员登录。',
    en: 'This is a real cart; somebody in training cannot finish it. Let a cashier sign in.',
  },
  archive_not_found: {
    zh: '找不到这份账本归档。请核对文件。',
    en: 'This archive was not found. Check the file.',
  },
  archive_unreadable: {
    zh: '读不出 {{file}}，它不是完整的账本归档。什么都没有改动。',
    en: '{{file}} cannot be read as an archive of the journal. Nothing was changed.',
  },
  archive_target_unwritable: {
    zh: '归档写不进 {{file}}，账本没有改动。请换一个位置。',
    en: 'The archive cannot be written to {{file}}; the journal is unchanged. Choose another place.',
  },
  archive_not_kept: {
    zh: '归档还没有确认存放好，账本没有清理。',
    en: 'The archive is not confirmed as put away, so nothing was purged.',
  },
  journal_not_uploaded: {
    zh: '云端还没有确认这一段账本，没有清理。请联网后再试。',
    en: 'The cloud has not confirmed this part of the journal yet; nothing was purged. Try again online.',
  },
  journal_broken: {
    zh: '账本从第 {{seq}} 条起对不上，没有归档也没有清理。请马上联系管理员。',
    en: 'The journal does not verify from entry {{seq}} on; nothing was archived or purged. Call support now.',
  },
  purge_too_recent: {
    zh: '近 24 个月的账本要留在店里，没有清理。',
    en: 'The last 24 months of the journal stay in the store; nothing was purged.',
  },
  nothing_to_archive: {
    zh: '到那个月为止还没有结过账，没有可以归档的内容。',
    en: 'Nothing was closed by the end of that month, so there is nothing to archive.',
  },
  check_running: {
    zh: '正在核对或归档，请等它做完，或者先停下来。',
    en: 'A check or an archive is under way. Wait for it, or stop it first.',
  },
  check_stopped: {
    zh: '已经停下，什么都没有留下。',
    en: 'It was stopped; nothing is left of it.',
  },
  backup_not_set_up: {
    zh: '还没有设置备份的位置。请到“备份”里选一个 U 盘或网络文件夹。',
    en: 'No place for backups is chosen yet. Choose a USB stick or a network folder.',
  },
  backup_target_missing: {
    zh: '备份盘 {{folder}} 不在了，没有备份；店里的数据都在。请插好再试。',
    en: 'The backup place {{folder}} is gone; nothing was backed up, the store itself is fine. Plug it in and try again.',
  },
  backup_target_unwritable: {
    zh: '备份写不进 {{folder}}；店里的数据都在。请检查写保护和权限。',
    en: 'Backups cannot be written to {{folder}}; the store itself is fine. Check its write protection and rights.',
  },
  backup_target_full: {
    zh: '备份盘满了，没有备份完；店里的数据都在。请清理或换一个。',
    en: 'The backup place is full and the copy is not complete; the store itself is fine. Free space or use another.',
  },
  backup_target_inside_store: {
    zh: '备份不能放在门店数据自己的文件夹里。请选另一块盘。',
    en: 'A backup inside the data folder of the store is none. Choose another disk.',
  },
  backup_in_progress: {
    zh: '正在备份或演练，请等它完成。',
    en: 'A backup or rehearsal is running. Wait until it is done.',
  },
  backup_not_found: {
    zh: '{{folder}} 里没有找到备份，什么都没有改动。',
    en: 'No backup was found in {{folder}}; nothing was changed.',
  },
  backup_damaged: {
    zh: '这份备份损坏或不完整，没有恢复。请换更早的一份。',
    en: 'This backup is damaged or not complete and was not restored. Use an earlier one.',
  },
  backup_from_newer_version: {
    zh: '这份备份来自更新的版本，没有恢复。请先安装新版本。',
    en: 'This backup comes from a newer version and was not restored. Install that version first.',
  },
  backup_of_other_store: {
    zh: '这份备份属于另一家店，没有恢复。',
    en: 'This backup belongs to another store and was not restored.',
  },
  backup_phrase_wrong: {
    zh: '恢复口令不对，没有恢复。请核对后再输。',
    en: 'That is not the recovery phrase; nothing was restored. Check it and try again.',
  },
  backup_phrase_weak: {
    zh: '恢复口令太短，至少 8 个字符。请换一个并写在纸上收好。',
    en: 'The recovery phrase is too short: at least 8 characters. Choose another and keep it on paper.',
  },
  data_corrupt: {
    zh: '门店数据损坏，已停止收款，没有继续写入。请按屏幕提示从备份恢复。',
    en: 'The data of the store is damaged. Selling has stopped and nothing more was written. Restore from a backup as shown.',
  },
  period_invalid: {
    zh: '日期范围不对。请选开始不晚于结束、不超过两年的范围。',
    en: 'That range of dates is not valid. Choose a start before the end and at most two years.',
  },
  export_too_large: {
    zh: '要导出的行太多，没有生成文件。请缩短日期范围。',
    en: 'There are too many rows to export; no file was made. Choose a shorter range.',
  },
} as const satisfies Partial<Record<ErrorCode, { readonly zh: string; readonly en: string }>>;
