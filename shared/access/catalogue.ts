import type { Permission } from './resources';

export type Risk = 'low' | 'medium' | 'high';

/** What a permission means to who grants it. */
export interface PermissionInfo {
  zh: string;
  en: string;
  /** When somebody needs it. */
  scenarioZh: string;
  scenarioEn: string;
  risk: Risk;
  /** Reaches merchants, and so has a data scope. */
  scoped?: true;
  /** What its limits count: `rows` taken or looked at, or `fen` moved. */
  limit?: 'rows' | 'fen';
}

export const CATALOGUE = {
  'merchant:view': {
    zh: '查看商户',
    en: 'View merchants',
    scenarioZh: '查询商户资料，敏感信息显示为掩码',
    scenarioEn: 'Looking merchants up; sensitive values stay masked',
    risk: 'low',
    scoped: true,
  },
  'merchant:create': {
    zh: '新增商户',
    en: 'Add merchants',
    scenarioZh: '逐户录入新商户',
    scenarioEn: 'Entering new merchants one by one',
    risk: 'low',
    scoped: true,
  },
  'merchant:update': {
    zh: '修改商户',
    en: 'Change merchants',
    scenarioZh: '更新商户资料，包括结算账户',
    scenarioEn: 'Keeping merchants current, settlement accounts included',
    risk: 'medium',
    scoped: true,
  },
  'merchant:status': {
    zh: '审核与变更状态',
    en: 'Review and change status',
    scenarioZh: '审核新商户，暂停、恢复或注销商户',
    scenarioEn: 'Reviewing new merchants; suspending, resuming or closing them',
    risk: 'medium',
    scoped: true,
  },
  'merchant:assign': {
    zh: '分配负责人',
    en: 'Assign owners',
    scenarioZh: '把商户交给另一位管理员负责',
    scenarioEn: 'Handing merchants over to another administrator',
    risk: 'medium',
    scoped: true,
  },
  'merchant:delete': {
    zh: '删除商户',
    en: 'Delete merchants',
    scenarioZh: '把不再需要的商户移入回收站，或从中恢复',
    scenarioEn: 'Moving merchants to the recycle bin and back',
    risk: 'high',
    scoped: true,
  },
  'merchant:purge': {
    zh: '彻底删除商户',
    en: 'Purge merchants',
    scenarioZh: '清空回收站，不可恢复',
    scenarioEn: 'Emptying the recycle bin for good',
    risk: 'high',
    scoped: true,
  },
  'merchant:import': {
    zh: '导入商户',
    en: 'Import merchants',
    scenarioZh: '用表格批量新增或更新商户',
    scenarioEn: 'Adding or updating many merchants from a spreadsheet',
    risk: 'medium',
    scoped: true,
    limit: 'rows',
  },
  'merchant:export': {
    zh: '导出商户',
    en: 'Export merchants',
    scenarioZh: '把商户列表存为表格，敏感信息为掩码',
    scenarioEn: 'Saving the list as a spreadsheet, sensitive values masked',
    risk: 'medium',
    scoped: true,
    limit: 'rows',
  },
  'merchant:exportSensitive': {
    zh: '导出敏感信息',
    en: 'Export sensitive values',
    scenarioZh: '导出完整的证件号、手机号或账号，需再次验证身份',
    scenarioEn: 'Exporting full ID, mobile or account numbers; asks for the password again',
    risk: 'high',
    scoped: true,
    limit: 'rows',
  },
  'merchant:revealId': {
    zh: '查看证件号',
    en: 'Reveal ID numbers',
    scenarioZh: '核对法人身份，每次查看都留有记录',
    scenarioEn: 'Checking who the legal person is; each look is recorded',
    risk: 'high',
    scoped: true,
    limit: 'rows',
  },
  'merchant:revealPhone': {
    zh: '查看手机号',
    en: 'Reveal mobiles',
    scenarioZh: '联系商户，每次查看都留有记录',
    scenarioEn: 'Calling a merchant; each look is recorded',
    risk: 'medium',
    scoped: true,
    limit: 'rows',
  },
  'merchant:revealAccount': {
    zh: '查看结算账号',
    en: 'Reveal account numbers',
    scenarioZh: '核对打款账号，每次查看都留有记录',
    scenarioEn: 'Checking where money goes; each look is recorded',
    risk: 'high',
    scoped: true,
    limit: 'rows',
  },
  'import:history': {
    zh: '查看导入记录',
    en: 'View imports',
    scenarioZh: '了解谁在何时导入了什么',
    scenarioEn: 'Knowing who imported what, and when',
    risk: 'low',
    scoped: true,
  },
  'import:revert': {
    zh: '撤销导入',
    en: 'Undo imports',
    scenarioZh: '整批撤销有误的导入',
    scenarioEn: 'Taking a wrong import back as a whole',
    risk: 'medium',
    scoped: true,
  },
  'bill:view': {
    zh: '查看账单',
    en: 'View bills',
    scenarioZh: '了解导入过哪些账单、合计是否相符',
    scenarioEn: 'Knowing which bills came in and whether their sums were proven',
    risk: 'low',
    scoped: true,
  },
  'bill:import': {
    zh: '导入账单',
    en: 'Import bills',
    scenarioZh: '把微信、支付宝、收单机构和银行的账单存入程序',
    scenarioEn: 'Storing the bills of WeChat, Alipay, acquirers and banks',
    risk: 'medium',
    scoped: true,
    limit: 'rows',
  },
  'bill:revert': {
    zh: '撤销账单',
    en: 'Undo bills',
    scenarioZh: '整批撤销导错的账单，收入数字随之回退',
    scenarioEn: 'Taking wrong bills back as a whole, and their revenue with them',
    risk: 'high',
    scoped: true,
  },
  'txn:view': {
    zh: '查看交易与收入',
    en: 'View transactions and revenue',
    scenarioZh: '查询交易和每日收入，付款人显示为掩码',
    scenarioEn: 'Looking at transactions and daily revenue; payers stay masked',
    risk: 'low',
    scoped: true,
  },
  'txn:export': {
    zh: '导出交易',
    en: 'Export transactions',
    scenarioZh: '把筛选出的交易导出成表格，付款人仍为掩码',
    scenarioEn: 'Taking the transactions of a filter out as a workbook; payers stay masked',
    risk: 'medium',
    scoped: true,
    limit: 'rows',
  },
  'txn:revealPayer': {
    zh: '查看付款人',
    en: 'Reveal payers',
    scenarioZh: '核对纠纷与退款时查看付款人的完整标识，每次都会记录',
    scenarioEn: 'Seeing a payer in full while settling a dispute or refund; each look is recorded',
    risk: 'high',
    scoped: true,
    limit: 'rows',
  },
  'channel:view': {
    zh: '查看收款渠道',
    en: 'View channels',
    scenarioZh: '了解每个渠道商户号属于哪家商户',
    scenarioEn: 'Knowing whose each merchant number of a channel is',
    risk: 'low',
    scoped: true,
  },
  'channel:link': {
    zh: '关联收款渠道',
    en: 'Link channels',
    scenarioZh: '把渠道商户号对应到商户，已导入的交易一并归属',
    scenarioEn: 'Saying whose a merchant number is; what was imported before follows',
    risk: 'medium',
    scoped: true,
  },
  'admin:view': {
    zh: '查看管理员',
    en: 'View administrators',
    scenarioZh: '了解谁能做什么',
    scenarioEn: 'Knowing who may do what',
    risk: 'low',
  },
  'admin:create': {
    zh: '邀请管理员',
    en: 'Invite administrators',
    scenarioZh: '为新同事开通账号',
    scenarioEn: 'Giving a new colleague an account',
    risk: 'high',
  },
  'admin:update': {
    zh: '修改管理员资料',
    en: 'Change administrators',
    scenarioZh: '更正姓名与联系方式，重置密码',
    scenarioEn: 'Correcting names and contacts; resetting passwords',
    risk: 'high',
  },
  'admin:state': {
    zh: '停用与启用管理员',
    en: 'Disable and enable administrators',
    scenarioZh: '同事请假、调岗或账号异常时',
    scenarioEn: 'Leave, a change of post, or a suspicious account',
    risk: 'medium',
  },
  'admin:delete': {
    zh: '删除管理员',
    en: 'Delete administrators',
    scenarioZh: '同事离职，收回全部权限并移交其商户',
    scenarioEn: 'A colleague leaves: all rights are revoked, their merchants handed over',
    risk: 'high',
  },
  'admin:rights': {
    zh: '设置管理员权限',
    en: 'Set administrators’ rights',
    scenarioZh: '授予、收回权限，调整角色与数据范围',
    scenarioEn: 'Granting and revoking, changing roles and data scope',
    risk: 'high',
  },
  'admin:export': {
    zh: '导出管理员与权限',
    en: 'Export administrators and rights',
    scenarioZh: '把管理员列表、权限矩阵或删除前的备份存为表格',
    scenarioEn: 'Saving the list, the permission matrix or a snapshot as a spreadsheet',
    risk: 'medium',
  },
  'role:view': {
    zh: '查看角色',
    en: 'View roles',
    scenarioZh: '了解各角色包含的权限',
    scenarioEn: 'Knowing what a role contains',
    risk: 'low',
  },
  'role:manage': {
    zh: '管理角色',
    en: 'Manage roles',
    scenarioZh: '新建、复制、修改角色，影响所有担任者',
    scenarioEn: 'Making, copying and changing roles; affects all who hold them',
    risk: 'high',
  },
  'review:view': {
    zh: '查看权限审查',
    en: 'View access reviews',
    scenarioZh: '了解权限审查的进度与结论',
    scenarioEn: 'Following access reviews and their results',
    risk: 'low',
  },
  'review:manage': {
    zh: '发起与签署权限审查',
    en: 'Run access reviews',
    scenarioZh: '定期逐项确认每个人的权限',
    scenarioEn: 'Confirming everybody’s rights line by line, from time to time',
    risk: 'high',
  },
  'audit:view': {
    zh: '查看审计日志',
    en: 'View the audit log',
    scenarioZh: '查明谁在何时做了什么',
    scenarioEn: 'Finding out who did what, and when',
    risk: 'medium',
  },
  'audit:verify': {
    zh: '校验审计日志',
    en: 'Verify the audit log',
    scenarioZh: '证明日志未被篡改',
    scenarioEn: 'Proving that the log was not tampered with',
    risk: 'low',
  },
  'audit:export': {
    zh: '导出审计日志',
    en: 'Export the audit log',
    scenarioZh: '向审计人员提供带证明的日志',
    scenarioEn: 'Handing the log and its proof to an auditor',
    risk: 'medium',
    limit: 'rows',
  },
  'audit:archive': {
    zh: '归档审计日志',
    en: 'Archive the audit log',
    scenarioZh: '把较早的日志按月归档，不会删除',
    scenarioEn: 'Packing older months away; nothing is deleted',
    risk: 'high',
  },
  'security:view': {
    zh: '查看安全报告',
    en: 'View the security report',
    scenarioZh: '检查弱口令、闲置账号与职责冲突',
    scenarioEn: 'Checking weak passwords, dormant accounts and conflicts',
    risk: 'medium',
  },
  'security:configure': {
    zh: '设置安全策略',
    en: 'Set security policy',
    scenarioZh: '设置密码策略、二次验证与自动锁定',
    scenarioEn: 'Password policy, second factor and idle lock',
    risk: 'high',
  },
  'company:view': {
    zh: '查看公司信息',
    en: 'View company data',
    scenarioZh: '查看公司名称与数据概况',
    scenarioEn: 'Company name and data overview',
    risk: 'low',
  },
  'company:update': {
    zh: '修改公司信息',
    en: 'Change company data',
    scenarioZh: '更正公司名称',
    scenarioEn: 'Correcting the company name',
    risk: 'medium',
  },
  'backup:view': {
    zh: '查看备份',
    en: 'View backups',
    scenarioZh: '了解最近一次备份是否可靠',
    scenarioEn: 'Knowing whether the last backup can be relied on',
    risk: 'low',
  },
  'backup:create': {
    zh: '备份与校验',
    en: 'Make and verify backups',
    scenarioZh: '立即备份、校验备份、做恢复演练',
    scenarioEn: 'Backing up now, verifying backups, restore drills',
    risk: 'low',
  },
  'backup:restore': {
    zh: '恢复备份',
    en: 'Restore backups',
    scenarioZh: '用备份替换现有全部数据，七天内可撤销，需再次验证身份',
    scenarioEn:
      'Putting a backup in the place of all data; can be taken back for seven days; asks for the password again',
    risk: 'high',
  },
  'backup:configure': {
    zh: '设置备份',
    en: 'Configure backups',
    scenarioZh: '更改备份位置，删除旧备份',
    scenarioEn: 'Changing where backups go, deleting old ones',
    risk: 'high',
  },
  'sample:manage': {
    zh: '管理示例数据',
    en: 'Manage sample data',
    scenarioZh: '载入或清除培训用的示例商户',
    scenarioEn: 'Loading or removing sample merchants for training',
    risk: 'low',
  },
} as const satisfies Record<Permission, PermissionInfo>;

/** The entry of one permission, as the general type. */
export function infoOf(permission: Permission): PermissionInfo {
  return CATALOGUE[permission];
}

/** Looks at merchants and what belongs to them, and changes none. */
export function isReading(permission: Permission): boolean {
  const action = permission.slice(permission.indexOf(':') + 1);
  return ['view', 'history', 'export', 'exportSensitive'].includes(action) || action.startsWith('reveal');
}
