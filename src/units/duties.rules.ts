/** The six kinds of body in the working system (§5.1). */
export const unitKinds = {
  supervisor: { zh: '主管单位', clause: '5.2.1' },
  publicityOffice: { zh: '宣传、网信部门', clause: '5.2.2' },
  hostUnit: { zh: '主办单位', clause: '5.2.3' },
  businessAuthority: { zh: '省市业务主管部门', clause: '5.2.3' },
  industryRegulator: { zh: '行业主管部门', clause: '5.2.4' },
  contractor: { zh: '第三方运营机构', clause: '5.2.5' },
} as const
export type UnitKind = keyof typeof unitKinds

/** A person's duties, and the kinds of body in which each can be held. */
export const duties = {
  supervisorOfficer: { zh: '主管单位经办人', in: ['supervisor'] },
  publicityOfficer: { zh: '宣传网信工作人员', in: ['publicityOffice'] },
  businessOfficer: { zh: '业务主管工作人员', in: ['businessAuthority'] },
  industryOfficer: { zh: '行业主管工作人员', in: ['industryRegulator'] },
  accountManager: { zh: '账号管理员', in: ['hostUnit'] },
  editor: { zh: '编辑（一审）', in: ['hostUnit'] },
  officeHead: { zh: '办公室负责人（二审）', in: ['hostUnit'] },
  unitLeader: { zh: '分管领导（三审）', in: ['hostUnit'] },
  responder: { zh: '回复员', in: ['hostUnit'] },
  contractorStaff: { zh: '运营机构人员', in: ['contractor'] },
  systemAdmin: { zh: '系统管理员', in: ['supervisor'] },
  securityAdmin: { zh: '安全管理员', in: ['supervisor'] },
  auditAdmin: { zh: '审计管理员', in: ['supervisor'] },
} as const satisfies Record<string, { zh: string; in: readonly UnitKind[] }>
export type Duty = keyof typeof duties

/** 三员分立: no person holds two of these, nor any other duty beside one of them. */
export const adminDuties = ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const satisfies readonly Duty[]

/** Why this set of duties cannot be held by one person of such a body; null when it can. */
export function dutiesRefusal(given: readonly Duty[], kind: UnitKind): string | null {
  if (given.length === 0) return '请至少选择一项职责'
  const misplaced = given.find((duty) => !(duties[duty].in as readonly UnitKind[]).includes(kind))
  if (misplaced) return `“${duties[misplaced].zh}”不能由${unitKinds[kind].zh}的人员担任`
  if (given.length > 1 && given.some((duty) => (adminDuties as readonly Duty[]).includes(duty))) {
    return '系统、安全、审计管理员须专人担任，不得兼任其他职责'
  }
  return null
}
