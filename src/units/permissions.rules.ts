import type { Duty } from './duties.rules.ts'

const everyone = 'everyone'
const business: readonly Duty[] = [
  'supervisorOfficer',
  'publicityOfficer',
  'businessOfficer',
  'industryOfficer',
  'accountManager',
  'editor',
  'officeHead',
  'unitLeader',
  'responder',
  'contractorStaff',
]
const overseers: readonly Duty[] = ['supervisorOfficer', 'publicityOfficer', 'businessOfficer', 'industryOfficer']
const lexiconPeople: readonly Duty[] = ['supervisorOfficer', 'publicityOfficer', 'accountManager', 'officeHead']
const hostPeople: readonly Duty[] = ['accountManager', 'editor', 'officeHead', 'unitLeader', 'responder']

/**
 * What each duty may do, one line per permission. The server refuses by this table, the console
 * hides by it, and a test walks every route with every duty. Which *records* is a matter of scope.
 */
export const permissions = {
  'self.manage': { zh: '管理本人登录与安全', by: everyone },
  'message.read': { zh: '查看消息', by: everyone },
  'file.read': { zh: '查看本人文件', by: everyone },
  'file.evidence': { zh: '上传佐证材料', by: business },
  'dashboard.read': { zh: '工作台', by: everyone },

  'region.read': { zh: '查看区划与单位', by: [...business, 'systemAdmin', 'securityAdmin'] },
  'region.manage': { zh: '维护区划与常住人口', by: ['systemAdmin'] },
  'unit.manage': { zh: '维护单位', by: ['systemAdmin', 'supervisorOfficer'] },
  'contract.read': { zh: '查看委托合同', by: ['supervisorOfficer', 'accountManager', 'contractorStaff', 'unitLeader'] },
  'contract.manage': { zh: '登记委托合同', by: ['supervisorOfficer', 'accountManager'] },
  'user.read': { zh: '查看人员与职责', by: ['securityAdmin', 'supervisorOfficer', 'accountManager'] },
  'user.manage': { zh: '维护人员与职责', by: ['securityAdmin'] },
  'personal.unmask': { zh: '查看完整联系方式', by: ['supervisorOfficer', 'accountManager', 'securityAdmin'] },

  'account.read': { zh: '查看账号台账', by: business },
  'account.manage': { zh: '维护账号台账', by: ['supervisorOfficer'] },
  'account.edit': { zh: '维护本单位账号资料', by: ['supervisorOfficer', 'accountManager'] },
  'custody.read': { zh: '查看账号保管与值班', by: ['supervisorOfficer', ...hostPeople, 'contractorStaff'] },
  'custody.manage': { zh: '维护本单位账号保管与值班', by: ['accountManager'] },
  'account.export': { zh: '导出账号台账', by: [...overseers, 'accountManager'] },
  'national.read': {
    zh: '查看全国系统报送情况',
    by: ['supervisorOfficer', 'publicityOfficer', 'businessOfficer', 'accountManager'],
  },
  'national.manage': { zh: '办理全国系统报送与对账', by: ['supervisorOfficer'] },
  'national.shutdown': { zh: '标记全国系统关停申请', by: ['supervisorOfficer', 'accountManager'] },
  'cleanup.read': {
    zh: '查看账号清理',
    by: ['supervisorOfficer', 'publicityOfficer', 'businessOfficer', 'accountManager', 'officeHead', 'unitLeader'],
  },
  'cleanup.decide': { zh: '办理账号清理', by: ['supervisorOfficer'] },
  'cleanup.state': { zh: '对拟清理账号陈述', by: ['accountManager', 'unitLeader'] },
  'import.use': {
    zh: '使用数据导入',
    by: [
      'supervisorOfficer',
      'publicityOfficer',
      'accountManager',
      'editor',
      'contractorStaff',
      'systemAdmin',
      'securityAdmin',
    ],
  },
  'figures.import': { zh: '导入作品与数据', by: ['supervisorOfficer', 'accountManager', 'editor', 'contractorStaff'] },
  'application.read': { zh: '查看账号申请', by: [...overseers, ...hostPeople] },
  'application.make': { zh: '办理本单位账号申请', by: ['accountManager'] },
  'application.step': { zh: '办理账号申请的步骤', by: ['accountManager', 'supervisorOfficer'] },
  'application.supervise': { zh: '监督账号申请', by: ['supervisorOfficer'] },
  'pledge.read': { zh: '查看开设承诺考核', by: [...overseers, ...hostPeople] },
  'pledge.decide': { zh: '考核开设承诺', by: ['supervisorOfficer'] },
  'review.use': { zh: '审核事项', by: [...overseers, ...hostPeople] },

  'draft.read': { zh: '查看稿件', by: [...hostPeople, 'contractorStaff', 'supervisorOfficer', 'publicityOfficer'] },
  'draft.write': { zh: '撰写稿件', by: ['accountManager', 'editor', 'officeHead', 'responder', 'contractorStaff'] },
  'draft.submit': { zh: '送审与作废稿件', by: ['accountManager', 'editor', 'officeHead', 'responder'] },
  'draft.precheck': { zh: '辅助审核稿件', by: ['contractorStaff'] },
  'draft.plan': { zh: '维护栏目、主题和模板', by: ['accountManager', 'editor', 'officeHead'] },
  'reviewRule.read': { zh: '查看分级分类审核', by: ['supervisorOfficer', ...hostPeople] },
  'reviewRule.manage': { zh: '设定分级分类审核', by: ['accountManager', 'officeHead'] },
  'release.read': {
    zh: '查看三审放行',
    by: ['supervisorOfficer', 'publicityOfficer', 'accountManager', 'officeHead', 'unitLeader'],
  },
  'publication.read': { zh: '查看发布登记', by: business },
  'publication.publish': { zh: '发布与撤回', by: ['accountManager', 'editor'] },
  'publication.export': { zh: '导出发布登记', by: [...overseers, 'accountManager', 'officeHead'] },
  'connection.read': { zh: '查看平台对接', by: ['supervisorOfficer', 'accountManager'] },
  'connection.manage': { zh: '维护本单位平台对接', by: ['accountManager'] },

  'check.use': { zh: '文本检查', by: business },
  'lexicon.read': { zh: '查看词库与规则', by: business },
  'lexicon.manage': { zh: '维护本级词库与规则', by: [...lexiconPeople, 'editor'] },
  'lexicon.confirm': { zh: '确认词库变更', by: [...lexiconPeople, 'unitLeader'] },

  'finding.read': { zh: '查看问题', by: business },
  'finding.record': { zh: '登记问题', by: ['supervisorOfficer', 'publicityOfficer'] },

  'assessment.read': { zh: '查看考核结果', by: business },
  'assessment.run': { zh: '开展考核', by: ['supervisorOfficer'] },
  'scheme.read': { zh: '查看考核方案', by: business },
  'scheme.manage': { zh: '维护考核方案', by: ['supervisorOfficer'] },
  'assessment.whatif': { zh: '沙盘推演', by: [...overseers] },
  'assessment.export': { zh: '导出考核结果与通报', by: ['supervisorOfficer', 'publicityOfficer', 'businessOfficer'] },

  'audit.read': { zh: '查询审计日志', by: ['auditAdmin'] },
  'setting.manage': { zh: '系统设置', by: ['systemAdmin'] },
} as const satisfies Record<string, { zh: string; by: readonly Duty[] | typeof everyone }>
export type Permission = keyof typeof permissions

/** Whether a person with these duties may do this. */
export function may(given: readonly Duty[], permission: Permission): boolean {
  const { by } = permissions[permission]
  return by === everyone || given.some((duty) => (by as readonly Duty[]).includes(duty))
}

/** Everything that a person with these duties may do, for the console's menu. */
export function permissionsOf(given: readonly Duty[]): Permission[] {
  return (Object.keys(permissions) as Permission[]).filter((permission) => may(given, permission))
}
