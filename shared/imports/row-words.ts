/** What totals, page ends, signatures and closing notes begin with; asked of compact text. */
const FOOTERS = [
  '(?:本页|本表|本次|全部|累计)?(?:合计|总计|小计|共计|总数|总户数|总家数|汇总)(?:$|[数]?[:\\d(共])',
  'TOTAL(?:$|[:\\d])',
  '(?:制表|制单|填表|填报|审核|复核|经办|录入|打印|导出|统计|更新|截止|上报|负责|编制|批准|提交)(?:人|时间|日期|单位|部门|员)',
  '(?:日期|时间|签字|签名|签章|盖章|公章|负责人|联系人|联系电话|单位|部门|制表|审核|复核|经办):',
  '[-—=*_~·.…]*(?:完|END|结束|EOF|以下无数据|以下空白|以下为空|无更多数据|没有更多了)[-—=*_~·.…]*$',
  '(?:备注|注|说明|注意|注意事项|填写说明|填表说明|温馨提示|提示|声明|特别说明|附)\\d?[:.、]',
  '以上',
  '(?:共计?|总共|合共)\\d+[条家户行个笔]',
  '第\\d+页',
  'PAGE\\d+',
];
export const FOOTER = new RegExp(`^(?:${FOOTERS.join('|')})`, 'i');

/** Words of instructions how to fill in a column. */
export const NOTE =
  /必填|选填|示例|样例|例如|^如[:：]|格式|请填|请选|请输入|不超过|字以内|位数字|\d+位|文本型|下拉|YYYY|不可为空|不能为空|可为空|允许为空|单选|多选/i;

/** A cell that only says how to fill in its column: `必填`, `文本`, `VARCHAR(64)`, `Y`. */
export const FORM_WORD =
  /^(?:必填|选填|非必填|可选|文本|数字|日期|文字|字符串?|下拉|是|否|Y|N|M|O|C|string|text|number|date|(?:var)?char(?:\(\d+\))?|int|decimal(?:\([\d,]+\))?)$/i;

/** The names a program gives its fields, in a row of their own under the labels: `legal_name`. */
export const FIELD_KEY = /^[a-z][a-z_]*\d?$/i;

export const EXAMPLE_MARK =
  /^[(（【[]?(?:填写)?(?:示例|样例|例子|例|示范|范例|EXAMPLE|SAMPLE)(?:行|数据|\d{1,2})?(?:[)）】\]]|[:：].*)?$/i;
/** `【示例】青禾便利店`, as our own template has it: an example wherever it was moved or sorted to. */
export const EXAMPLE_NAME = /^[(（【[](?:填写)?(?:示例|样例|示范|范例|EXAMPLE|SAMPLE)[)）】\]]/i;
