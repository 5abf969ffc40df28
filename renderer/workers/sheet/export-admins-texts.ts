import type { Risk } from '@shared/access/catalogue';
import type { AdminState } from '@shared/contracts/people';

/** Words of the workbooks about administrators. */
export interface AdminExportTexts extends Record<Word, string> {
  states: Record<AdminState | 'expired', string>;
  risks: Record<Risk, string>;
  listed: (count: number) => string;
}

type Word =
  | 'list'
  | 'matrix'
  | 'profile'
  | 'effective'
  | 'entries'
  | 'merchants'
  | 'name'
  | 'login'
  | 'mobile'
  | 'wechat'
  | 'state'
  | 'level'
  | 'roles'
  | 'createdAt'
  | 'lastLogin'
  | 'invitedAt'
  | 'acceptedAt'
  | 'reason'
  | 'permission'
  | 'code'
  | 'risk'
  | 'held'
  | 'source'
  | 'until'
  | 'scope'
  | 'single'
  | 'day'
  | 'yes'
  | 'no'
  | 'and'
  | 'or'
  | 'both'
  | 'denied'
  | 'capped'
  | 'granted'
  | 'everything'
  | 'nothing'
  | 'owned'
  | 'field'
  | 'value'
  | 'seq'
  | 'time'
  | 'who'
  | 'action'
  | 'target'
  | 'result'
  | 'changes'
  | 'merchantNo'
  | 'inBin'
  | 'snapshotAt'
  | 'snapshotBy';

export const ADMIN_EXPORT_TEXTS: Readonly<Record<'zh' | 'en', AdminExportTexts>> = {
  zh: {
    list: '管理员',
    matrix: '权限矩阵',
    profile: '资料与权限设置',
    effective: '删除前的有效权限',
    entries: '审计记录',
    merchants: '负责的商户',
    name: '姓名',
    login: '登录名',
    mobile: '手机号',
    wechat: '微信号',
    state: '状态',
    level: '级别',
    roles: '角色',
    createdAt: '建立时间',
    lastLogin: '上次登录',
    invitedAt: '邀请时间',
    acceptedAt: '接受时间',
    reason: '原因',
    permission: '权限',
    code: '权限编号',
    risk: '风险',
    held: '拥有',
    source: '来源',
    until: '有效至',
    scope: '数据范围',
    single: '每次限额',
    day: '每天限额',
    yes: '是',
    no: '否',
    and: '、',
    or: '，或 ',
    both: '；且 ',
    denied: '单独收回',
    capped: '上级没有，不生效',
    granted: '单独授予',
    everything: '全部商户',
    nothing: '没有商户',
    owned: '负责人：',
    field: '项目',
    value: '内容',
    seq: '序号',
    time: '时间',
    who: '人员',
    action: '操作',
    target: '对象',
    result: '结果',
    changes: '改动',
    merchantNo: '商户编号',
    inBin: '在回收站',
    snapshotAt: '备份时间',
    snapshotBy: '删除人',
    states: {
      invited: '待接受邀请',
      expired: '邀请已过期',
      active: '正常',
      disabled: '已停用',
      locked: '已锁定',
      declined: '已谢绝',
      revoked: '已撤回',
      deleted: '已删除',
    },
    risks: { low: '低', medium: '中', high: '高' },
    listed: (count) => `指定的 ${count} 家商户`,
  },
  en: {
    list: 'Administrators',
    matrix: 'Permission matrix',
    profile: 'Profile and settings',
    effective: 'Rights before deletion',
    entries: 'Audit entries',
    merchants: 'Merchants looked after',
    name: 'Name',
    login: 'Login name',
    mobile: 'Mobile',
    wechat: 'WeChat id',
    state: 'State',
    level: 'Level',
    roles: 'Roles',
    createdAt: 'Created',
    lastLogin: 'Last sign-in',
    invitedAt: 'Invited',
    acceptedAt: 'Accepted',
    reason: 'Reason',
    permission: 'Right',
    code: 'Code',
    risk: 'Risk',
    held: 'Held',
    source: 'Source',
    until: 'Until',
    scope: 'Data scope',
    single: 'Limit at once',
    day: 'Limit per day',
    yes: 'Yes',
    no: 'No',
    and: ', ',
    or: ' or ',
    both: '; and ',
    denied: 'Revoked by name',
    capped: 'Manager lacks it, no effect',
    granted: 'Granted by name',
    everything: 'All merchants',
    nothing: 'No merchants',
    owned: 'Owned by ',
    field: 'Item',
    value: 'Value',
    seq: 'No.',
    time: 'Time',
    who: 'Who',
    action: 'Action',
    target: 'About',
    result: 'Result',
    changes: 'Changes',
    merchantNo: 'Merchant no.',
    inBin: 'In the recycle bin',
    snapshotAt: 'Taken',
    snapshotBy: 'Deleted by',
    states: {
      invited: 'Invited',
      expired: 'Invitation expired',
      active: 'Active',
      disabled: 'Disabled',
      locked: 'Locked',
      declined: 'Declined',
      revoked: 'Revoked',
      deleted: 'Deleted',
    },
    risks: { low: 'Low', medium: 'Medium', high: 'High' },
    listed: (count) => `${count} listed merchants`,
  },
};
