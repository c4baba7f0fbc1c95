import type { ErrorCode } from '../contract/error-codes.ts';
import type { Refusal } from '../kernel/result.ts';
import { CLOSE_REFUSALS } from './close-refusals.ts';
import { fillSentence, type Params } from './fill-sentence.ts';
import { PROMOTION_REFUSALS } from './promotion-refusals.ts';

export type Language = 'zh-CN' | 'en';

/** A sentence for staff in both languages: what happened, where the data is, what to do. */
type Sentence = { readonly zh: string; readonly en: string };

/** The words of a refusal in one language, its params filled in. */
export function refusalSentence(
  refusal: Refusal<ErrorCode> | { readonly code: ErrorCode; readonly params?: Params },
  language: Language,
): string {
  const sentence = REFUSALS[refusal.code];
  return fillSentence(language === 'en' ? sentence.en : sentence.zh, refusal.params ?? {});
}

export const REFUSALS: Readonly<Record<ErrorCode, Sentence>> = {
  ...CLOSE_REFUSALS,
  ...PROMOTION_REFUSALS,
  // people
  not_signed_in: {
    zh: '还没有登录。购物车和单据都在，请登录后继续。',
    en: 'Nobody is signed in. The cart and all documents are kept; sign in to go on.',
  },
  session_locked: {
    zh: '收银台已锁定。购物车还在，请输入密码解锁。',
    en: 'The till is locked. The cart is kept; enter your PIN to unlock.',
  },
  pin_wrong: {
    zh: '密码不对，请再输一次。',
    en: 'That PIN is wrong. Please try again.',
  },
  pin_must_wait: {
    zh: '密码错误次数太多，请等 {{seconds}} 秒再试。',
    en: 'Too many wrong PINs. Wait {{seconds}} s, then try again.',
  },
  staff_unknown: {
    zh: '找不到这位员工，可能已停用。请选择其他人，或请店长查看员工名单。',
    en: 'This person is not on the staff list any more. Choose someone else or ask the manager.',
  },
  right_missing: {
    zh: '您的岗位不能做这项操作，什么都没有改动。请店长来操作。',
    en: 'Your role may not do this; nothing was changed. Ask the manager.',
  },
  approval_needed: {
    zh: '这项操作需要店长授权，还什么都没改。请授权人选自己、输密码。',
    en: "This needs a manager's approval; nothing was changed yet. The approver picks a name and enters the PIN.",
  },
  approval_refused: {
    zh: '授权人的权限不够，购物车没有改动。请权限更高的人授权。',
    en: 'That person may not approve this; the cart is unchanged. Ask someone with more rights.',
  },
  store_already_set_up: {
    zh: '门店已经设置过了，资料没有改动。请直接登录。',
    en: 'This store is already set up; nothing was changed. Please sign in.',
  },
  pin_too_weak: {
    zh: '密码太简单（如 1234、1111），没有保存。请换一个。',
    en: 'This PIN is too easy to guess (like 1234 or 1111) and was not saved. Choose another.',
  },
  last_owner: {
    zh: '这是最后一位老板，没有停用。请先添加另一位老板。',
    en: 'This is the last owner and stays active. Add another owner first.',
  },
  // catalogue
  item_not_found: {
    zh: '商品库里没有这个商品，购物车没有改动。请重新查找，或新建商品。',
    en: 'This item is not in the catalogue; the cart is unchanged. Search again or create it.',
  },
  code_not_found: {
    zh: '没找到条码 {{code}}，没有加入购物车。可以按名称查找，或新建商品。',
    en: 'Barcode {{code}} is unknown; nothing was added. Search by name or create the item.',
  },
  check_digit_wrong: {
    zh: '条码 {{code}} 校验不对，可能没扫全，没有加入购物车。请再扫一次。',
    en: 'Barcode {{code}} was misread (wrong check digit); nothing was added. Scan it again.',
  },
  payment_code_scanned: {
    zh: '这是顾客的付款码，不是商品码，没有收款。目前请收现金。',
    en: "That is a customer's payment code, not a product; nothing was charged. Take cash for now.",
  },
  code_taken: {
    zh: '编码 {{code}} 已经属于别的商品，没有保存。请核对条码。',
    en: 'Code {{code}} already belongs to another item; nothing was saved. Check the barcode.',
  },
  item_has_no_price: {
    zh: '这个商品还没有售价，没有加入购物车。请先导入价目表，或新建时填上价格。',
    en: 'This item has no price yet and was not added. Import a price list or give it a price first.',
  },
  price_list_unreadable: {
    zh: '文件打不开或不是表格，什么都没有导入。请用 XLSX 或 CSV 文件重试。',
    en: 'The file cannot be read as a table; nothing was imported. Use an XLSX or CSV file.',
  },
  price_list_without_header: {
    zh: '表里找不到“型号”和“价格”这样的表头，什么都没有导入。请检查是不是价目表。',
    en: 'No header row such as model and price was found; nothing was imported. Is it a price list?',
  },
  price_list_too_large: {
    zh: '价目表太大，什么都没有导入。请拆成几个文件再导入。',
    en: 'This price list is too large; nothing was imported. Split it into several files.',
  },
  price_list_without_goods: {
    zh: '表里没有一行带价格的商品，什么都没有导入。请检查列的含义是否选对。',
    en: 'No row has a good with a price; nothing was imported. Check what each column means.',
  },
  import_not_found: {
    zh: '找不到这次导入，价格没有改动。请刷新导入记录。',
    en: 'This import was not found; prices are unchanged. Refresh the list of imports.',
  },
  import_already_undone: {
    zh: '这次导入已经撤销过了，价格没有再改动。',
    en: 'This import was undone before; prices were not changed again.',
  },
  import_superseded: {
    zh: '后面还有新的导入改过这些价格，不能撤销这一次。请先撤销最新的那次。',
    en: 'A later import changed these prices, so this one cannot be undone. Undo the latest first.',
  },
  preview_expired: {
    zh: '预览已过期，什么都没有导入。请重新选择文件。',
    en: 'The preview has expired; nothing was imported. Choose the file again.',
  },
  // cart
  cart_empty: {
    zh: '购物车是空的。请先扫一件商品。',
    en: 'The cart is empty. Scan an item first.',
  },
  cart_changed: {
    zh: '金额已变成 {{dueFen}}，还没有收款。请看清新的应收，再收一次。',
    en: 'The amount has changed to {{dueFen}}; nothing was charged. Check it and pay again.',
  },
  cart_full: {
    zh: '一单最多 {{limit}} 行，这件没有加入。请先结这一单，再开新单。',
    en: 'A cart holds at most {{limit}} lines; this item was not added. Finish this sale first.',
  },
  cart_not_found: {
    zh: '这一单已经不在了，可能已结账或被别人取走。请看单据或挂单列表。',
    en: 'This cart is gone: paid or taken by someone else. Look in documents or the held list.',
  },
  cart_in_use: {
    zh: '当前购物车里还有商品，没有取单。请先结账或挂单，再取。',
    en: 'The current cart is not empty; nothing was recalled. Pay or hold it first.',
  },
  line_not_found: {
    zh: '这一行已经不在购物车里，没有改动。',
    en: 'This line is no longer in the cart; nothing was changed.',
  },
  quantity_not_positive: {
    zh: '数量要大于 0，没有改动。不要这件请用“删行”。',
    en: 'A quantity must be above 0; nothing was changed. Use “Remove” to drop the line.',
  },
  quantity_too_large: {
    zh: '数量太大，一行最多 {{limit}}，没有改动。请检查是不是把条码输进了数量。',
    en: 'Too many: at most {{limit}} a line; nothing was changed. Was a barcode typed as quantity?',
  },
  quantity_not_whole: {
    zh: '这个商品只能按整件卖，数量没有改动。',
    en: 'This item is sold in whole pieces only; the quantity is unchanged.',
  },
  price_not_positive: {
    zh: '价格要大于 0，没有改动。',
    en: 'A price must be above 0; nothing was changed.',
  },
  amount_too_large: {
    zh: '购物车金额超过 1000 万元，这一步没有改动。请检查数量和价格，或分成几单。',
    en: 'The cart would pass 10 million yuan; nothing was changed. Check quantity and price, or split the sale.',
  },
  too_many_units: {
    zh: '一单最多 {{limit}} 件，这一步没有改动。请检查数量，或分成几单。',
    en: 'A cart holds at most {{limit}} pieces; nothing was changed. Check the quantity, or split the sale.',
  },
  price_too_high: {
    zh: '价格太大，没有改动。请检查是不是多输了数字。',
    en: 'This price is too high; nothing was changed. Check for extra digits.',
  },
  discount_too_large: {
    zh: '优惠超过了商品金额，没有改动。请填小一些。',
    en: 'The discount is larger than the amount; nothing was changed. Enter less.',
  },
  discount_over_limit: {
    zh: '优惠超过您的权限，需要店长授权。现在还没有优惠。',
    en: 'This discount is above your limit and needs a manager. Nothing was taken off yet.',
  },
  below_floor_price: {
    zh: '低于最低限价，需要授权。价格还没有改。',
    en: 'Below the floor price: somebody who may has to approve. The price is unchanged.',
  },
  reason_missing: {
    zh: '请写明原因，还没有改动。',
    en: 'Please give a reason; nothing was changed yet.',
  },
  note_too_long: {
    zh: '备注太长，没有保存。请写短一些。',
    en: 'The note is too long and was not saved. Please shorten it.',
  },
  price_changed: {
    zh: '有商品的价格变了，还没有收款。请确认新价再收。',
    en: 'A price has changed since it was shown; nothing was charged. Accept the new price first.',
  },
  serial_invalid: {
    zh: '机身码要 4–40 位字母或数字，没有记下。请再扫一次。',
    en: 'A serial number has 4–40 letters or digits; it was not kept. Scan it again.',
  },
  serial_taken: {
    zh: '机身码 {{serialNumber}} 已经卖出过，没有记下。请核对机身上的条码。',
    en: 'Serial number {{serialNumber}} was sold before and was not kept. Check the label.',
  },
  serial_in_cart: {
    zh: '机身码 {{serialNumber}} 已在这一单里，没有重复记下。',
    en: 'Serial number {{serialNumber}} is already in this cart; it was not kept twice.',
  },
  serial_not_expected: {
    zh: '这一行不需要机身码，没有记下。',
    en: 'This line needs no serial number; nothing was kept.',
  },
  serial_is_item_code: {
    zh: '这是商品条码，不是机身码，没有记下。请扫机身上的 SN。',
    en: 'That is a product barcode, not a serial number. Scan the SN on the unit.',
  },
  customer_missing: {
    zh: '有商品要送货，还没有填顾客。请按 F2 填写姓名和电话。',
    en: 'Goods are to be delivered but no customer is given. Press F2 for name and phone.',
  },
  phone_invalid: {
    zh: '电话号码不对，没有保存。请填 11 位手机号或带区号的座机。',
    en: 'This phone number is not valid and was not saved. Give 11 digits or a landline.',
  },
  address_missing: {
    zh: '送货需要地址，请按 F2 补上乡镇、村和门牌。',
    en: 'A delivery needs an address: press F2 and add town, village and house.',
  },
  delivery_date_past: {
    zh: '送货日期已经过去，没有保存。请选今天或以后。',
    en: 'The delivery date is in the past and was not saved. Choose today or later.',
  },
  delivery_date_missing: {
    zh: '还没有选送货日期。请按 F2 选择日期和时段。',
    en: 'No delivery date is given. Press F2 and choose a day and a slot.',
  },
  item_not_deliverable: {
    zh: '这个商品不送货，取货方式没有改动。请让顾客自提。',
    en: 'This item is not delivered; nothing was changed. The customer takes it along.',
  },
  // paying
  no_open_shift: {
    zh: '还没有开班，不能收款；购物车还在。请先到“交班”开班。',
    en: 'No shift is open, so nothing can be paid; the cart is kept. Open a shift first.',
  },
  tendered_too_little: {
    zh: '收的钱不够，还差 {{missingFen}}，没有收款。',
    en: 'Not enough: {{missingFen}} is missing; nothing was charged.',
  },
  tendered_too_much: {
    zh: '收款金额太大，没有收款。请检查是不是多输了数字或扫进了条码。',
    en: 'The amount is far too large; nothing was charged. Check for extra digits or a barcode.',
  },
  sale_not_found: {
    zh: '找不到这张单据。请核对单号，或在单据列表里查找。',
    en: 'This sale was not found. Check the number or look in the list of documents.',
  },
  request_reused: {
    zh: '这次收款已经处理过，没有再收一次。请看上一单。',
    en: 'This payment was already made and was not taken twice. See the last sale.',
  },
  // shift
  shift_already_open: {
    zh: '已经开班了，没有重复开班。可以直接收银。',
    en: 'A shift is already open; no second one was opened. You can sell.',
  },
  shift_not_open: {
    zh: '现在没有开着的班次。请先开班。',
    en: 'No shift is open now. Open one first.',
  },
  cash_being_counted: {
    zh: '正在点钞，钱箱里的现金先不动，什么都没有记。请点完再办，或先回到收银。',
    en: 'The cash is being counted, so none may move; nothing was recorded. Finish counting or go back to selling.',
  },
  shift_not_counting: {
    zh: '还没有开始点钞。请先开始交班。',
    en: 'Counting has not begun. Start closing the shift first.',
  },
  count_invalid: {
    zh: '张数不对：要整数，不能是负数。点钞结果没有保存。',
    en: 'The pieces must be whole and not negative; the count was not saved.',
  },
  count_needed: {
    zh: '还没有提交点钞，不能交班。请先点清现金。',
    en: 'The cash has not been counted, so the shift stays open. Count it first.',
  },
  over_short_needs_reason: {
    zh: '差额较大，班次还开着。请写明原因并请店长授权，或再点一遍。',
    en: 'The difference is large; the shift is still open. Give a reason with approval, or recount.',
  },
  // paper
  job_not_found: {
    zh: '找不到这个打印任务，可能已经处理。请刷新列表。',
    en: 'This print job was not found; it may be done. Refresh the list.',
  },
  job_not_stuck: {
    zh: '这个打印任务没有卡住，不用处理。',
    en: 'This print job is not stuck; nothing needs doing.',
  },
  nothing_to_print: {
    zh: '没有可以打印的内容。',
    en: 'There is nothing to print.',
  },
  ticket_not_found: {
    zh: '找不到这张送装单。请刷新列表。',
    en: 'This delivery ticket was not found. Refresh the list.',
  },
  printer_address_invalid: {
    zh: '打印机地址不对，设置没有保存。请填 IP 地址或串口名。',
    en: "The printer's address is not valid; settings were not saved. Give an IP or a port name.",
  },
  // data and hosts
  data_folder_read_only: {
    zh: '数据文件夹 {{folder}} 不能写入，程序没有启动，数据没有改动。请检查权限，或用 --data 换一个文件夹。',
    en: 'The data folder {{folder}} cannot be written; nothing was changed. Check its permissions or choose another with --data.',
  },
  data_folder_not_creatable: {
    zh: '不能新建数据文件夹 {{folder}}，程序没有启动。请检查路径，或用 --data 换一个文件夹。',
    en: 'The data folder {{folder}} cannot be created; nothing was started. Check the path or choose another with --data.',
  },
  data_from_newer_version: {
    zh: '数据来自更新的版本，旧程序没有打开它，数据没有改动。请安装新版本。',
    en: 'The data comes from a newer version and was not touched. Install the newer program.',
  },
  data_not_a_store: {
    zh: '{{folder}} 里的文件不是镇店的数据，没有改动。请用 --data 换一个文件夹。',
    en: 'The files in {{folder}} are not a store of Zhendian and were not touched. Choose another folder with --data.',
  },
  store_not_found: {
    zh: '{{folder}} 里没有门店数据，什么都没有做。请用 --data 指定门店的文件夹。',
    en: 'There is no store in {{folder}}; nothing was done. Name the folder of the store with --data.',
  },
  data_from_older_version: {
    zh: '数据来自更早的版本，没有改动。请先用 npm start 打开一次，再试。',
    en: 'The data comes from an older version and was not touched. Open it once with npm start, then try again.',
  },
  secrets_unreadable: {
    zh: '{{folder}} 里的密钥文件 secrets.json 缺失或已损坏，数据没有改动。请从备份恢复它。',
    en: 'The key file secrets.json in {{folder}} is missing or damaged; nothing was changed. Restore it from the backup.',
  },
  data_in_use: {
    zh: '这份数据正被另一个镇店程序使用，没有重复打开。请用已经打开的窗口。',
    en: 'Another Zhendian already uses this data; it was not opened twice. Use the window that is open.',
  },
  disk_failing: {
    zh: '硬盘读写出错，这一步没有保存，也没有收款记录。请重启程序再试；还不行请停止收银并联系维修。',
    en: 'The disk failed to read or write; this step was not saved and no sale was recorded. Restart and try again; if it fails again, stop selling and call for service.',
  },
  disk_full: {
    zh: '磁盘满了，这一步没有保存；以前的数据都在。请清理磁盘后重试。',
    en: 'The disk is full and this step was not saved; earlier data is safe. Free some space, then retry.',
  },
  port_taken: {
    zh: '端口 {{port}} 已被占用，程序没有启动。请用 --port 换一个。',
    en: 'Port {{port}} is taken; nothing was started. Choose another with --port.',
  },
};
