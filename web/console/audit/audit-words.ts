/** What the audit's actions, subjects and fields are called; a name that is missing here is shown as it is. */

// biome-ignore format: one line per slice
export const actionWords: Readonly<Record<string, string>> = {
  'identity.signIn': '登录', 'identity.signInFailed': '登录失败', 'identity.signInRefused': '登录被拒绝', 'identity.signOut': '退出登录',
  'identity.passwordChange': '修改密码', 'identity.passwordReset': '重置密码', 'identity.sessionRevoke': '退出其他设备', 'identity.sessionsEnd': '强制下线',
  'identity.totpBind': '绑定动态口令', 'identity.totpRemove': '解除动态口令', 'identity.totpReset': '解除他人动态口令', 'identity.lock': '登录锁定', 'identity.unlock': '解除锁定',
  'access.refused': '访问被拒绝', 'personal.view': '查看联系方式',
  'region.create': '新增区划', 'region.update': '修改区划', 'region.move': '调整区划上级', 'region.residents': '登记常住人口', 'region.load': '载入区划',
  'unit.create': '新增单位', 'unit.update': '修改单位', 'unit.deactivate': '停用单位', 'unit.reactivate': '恢复单位',
  'user.create': '新增人员', 'user.update': '修改人员', 'user.move': '调整单位', 'user.handOver': '工作交接', 'user.deactivate': '停用人员', 'user.reactivate': '恢复人员',
  'contract.register': '登记委托合同', 'contract.end': '终止委托合同',
  'account.create': '登记账号', 'account.update': '修改账号', 'account.tags': '调整标签', 'account.assign': '指定人员', 'account.unassign': '取消人员', 'account.remind': '提醒补全资料', 'account.export': '导出账号台账',
  'account.change': '变更账号信息',
  'application.start': '新建账号申请', 'application.save': '保存账号申请', 'application.attach': '附上申请材料', 'application.detach': '取下申请材料', 'application.submit': '提交账号申请', 'application.withdraw': '撤回账号申请', 'application.sendBack': '退回账号申请', 'application.refuse': '不同意账号申请', 'application.approve': '同意账号申请', 'application.discard': '作废账号申请',
  'application.lapse': '注册期届满', 'application.extend': '延长注册期', 'application.close': '开设申请办结', 'application.postNotice': '登记停更公告', 'application.applyAtPlatform': '登记平台注销申请', 'application.reportClosed': '登记平台注销通过', 'application.markShutdown': '登记全国系统关停', 'application.liftBar': '解除新开账号限制', 'application.reach': '设置开设审核层级',
  'review.approve': '审核同意', 'review.stepBack': '退回上一级', 'review.sendBack': '退回发起人', 'review.refuse': '审核不同意', 'review.transfer': '转办审核', 'review.addReviewer': '加签', 'review.copy': '抄送', 'review.withdraw': '撤回送审', 'review.urge': '催办审核', 'review.absence': '登记外出代理', 'review.absenceEnd': '提前结束外出代理', 'review.release': '三审放行严重问题',
  'draft.add': '新建稿件', 'draft.save': '保存稿件', 'draft.restore': '恢复稿件版本', 'draft.submit': '送审稿件', 'draft.discard': '作废稿件', 'draft.precheck': '辅助审核稿件', 'draft.approve': '稿件审核通过', 'draft.sendBack': '稿件退回', 'draft.refuse': '稿件不同意', 'draft.withdraw': '稿件撤回',
  'media.add': '上传素材', 'media.edit': '修改图片说明', 'media.remove': '移除素材', 'column.add': '新建栏目', 'column.edit': '修改栏目', 'campaign.add': '新建主题策划', 'campaign.edit': '修改主题策划', 'draftTemplate.add': '新建稿件模板', 'draftTemplate.edit': '修改稿件模板',
  'reviewRule.propose': '设定审核路线', 'reviewRule.reset': '恢复三审路线', 'reviewRule.approve': '同意审核路线', 'reviewRule.sendBack': '退回审核路线', 'reviewRule.refuse': '不同意审核路线', 'reviewRule.withdraw': '撤回审核路线',
  'custody.keep': '登记账号保管', 'custody.transfer': '发起保管交接', 'custody.confirm': '确认保管交接', 'custody.withdraw': '撤回保管交接', 'roster.save': '安排值班', 'roster.copy': '照搬上周值班',
  'account.file': '批量办理备案', 'national.mark': '标记全国系统状态', 'national.correct': '按全国系统更正', 'national.export': '生成全国系统报送包', 'national.sheet': '生成全国系统更正清单', 'national.match': '对应全国系统账号', 'national.dismiss': '标记不属本地区', 'national.restore': '取消不属本地区',
  'import.upload': '上传导入文件', 'import.apply': '导入数据', 'import.cancel': '放弃导入', 'import.forget': '清理导入留存的内容',
  'pledge.enter': '补录书面承诺', 'pledge.evaluate': '核算开设承诺', 'pledge.decide': '开设承诺考核', 'pledge.export': '导出承诺考核',
  'cleanup.evaluate': '判断清理标准', 'cleanup.propose': '发起清理', 'cleanup.state': '提交陈述', 'cleanup.close': '决定注销', 'cleanup.keep': '予以保留', 'cleanup.withdraw': '撤回清理', 'cleanup.export': '导出清理清单',
  'lexicon.propose': '提出词库变更', 'lexicon.change': '变更词库', 'lexicon.confirm': '确认词库变更', 'lexicon.refuse': '不同意词库变更', 'lexicon.withdraw': '撤回词库变更', 'lexicon.export': '导出词库',
  'finding.record': '登记问题', 'finding.withdraw': '撤销问题',
  'scheme.create': '新建考核方案', 'scheme.update': '修改考核方案', 'scheme.delete': '删除考核方案草案', 'scheme.force': '施行考核方案', 'scheme.retire': '停用考核方案',
  'assessment.start': '开展考核', 'assessment.finish': '完成考核',
  'file.upload': '上传文件', 'file.remove': '删除文件', 'file.expire': '清理到期文件',
  'publication.order': '安排发布', 'publication.publish': '发布', 'publication.fail': '发布失败', 'publication.vanish': '作品被删除', 'publication.retry': '重新发布', 'publication.byHand': '改为人工发布', 'publication.cancel': '取消发布', 'publication.register': '登记已发布', 'publication.withdraw': '撤回作品', 'publication.package': '下载交接包', 'publication.export': '导出发布登记',
  'connection.save': '保存平台对接', 'connection.remove': '删除平台对接', 'connection.test': '检验平台对接', 'connection.reauthorise': '平台授权失效',
  'savedView.save': '保存视图', 'savedView.remove': '删除视图',
  'setting.channels': '设置消息通道', 'setting.channelTest': '测试消息通道', 'setting.workdays': '调整工作日', 'setting.model': '设置语言模型', 'setting.modelTest': '测试语言模型', 'message.preferences': '修改消息接收方式',
  'audit.verify': '校验审计日志', 'audit.export': '导出审计日志',
}

// biome-ignore format: one line per field of work
export const sliceWords: Readonly<Record<string, string>> = {
  identity: '登录与安全', access: '访问控制', personal: '个人信息', region: '区划', unit: '单位', user: '人员', contract: '委托合同',
  account: '账号', import: '数据导入', finding: '问题', scheme: '考核方案', assessment: '考核', file: '文件', savedView: '视图', audit: '审计', setting: '系统设置', message: '消息', custody: '账号保管', roster: '值班值守', application: '账号申请', review: '审核',
  national: '全国系统报送',
  pledge: '开设承诺',
  cleanup: '账号清理',
  lexicon: '词库与规则', publication: '发布登记', connection: '平台对接', reviewRule: '审核路线',
}

// biome-ignore format: one line per field of work
export const subjectWords: Readonly<Record<string, string>> = {
  reviewRule: '审核路线', account: '账号', assessmentRun: '考核', audit: '审计日志', contract: '委托合同', file: '文件', finding: '问题', handover: '工作交接', import: '导入批次',
  oidcSubject: '统一身份', region: '区划', route: '访问地址', savedView: '视图', scheme: '考核方案', session: '登录会话', setting: '系统设置', unit: '单位', user: '人员',
  application: '账号申请', review: '审核事项', reviewAbsence: '外出代理',
  nationalEntry: '全国系统账号',
  pledge: '开设承诺',
  publication: '发布登记',
  draft: '稿件',
  cleanupProposal: '清理', job: '任务', lexiconChange: '词库变更',
}

// biome-ignore format: one line per field of work
export const fieldWords: Readonly<Record<string, string>> = {
  id: '编号', name: '名称', shortName: '简称', kind: '类型', state: '状态', version: '版本', active: '在用', reason: '事由', note: '备注', title: '标题', count: '数量', items: '事项', from: '从', to: '到', at: '时间', detail: '说明', source: '来源', by: '办理人',
  username: '用户名', unit: '单位', duties: '职责', duty: '职责', phone: '电话', email: '电子邮箱', lockedUntil: '锁定至', secondFactor: '动态口令', oidcIssuer: '统一身份来源', oidcSubject: '统一身份标识', lastLoginAt: '最近登录', leftAt: '停用时间',
  session: '会话', method: '方式', endedSessions: '退出的设备', issuer: '统一身份来源', subject: '标识', code: '代码', path: '地址', failures: '失败次数',
  hostType: '主办类型', region: '区划', regionCode: '区划代码', regionName: '区划', level: '层级', parent: '上级', residents: '常住人口', year: '年份', industry: '行业', creditCode: '统一社会信用代码', qualification: '资质', contactName: '联系人', contactPhone: '联系电话',
  contractorUnitId: '运营机构', hostUnitId: '主办单位', contractNo: '合同编号', startsOn: '开始日期', endsOn: '结束日期', ndaSignedOn: '保密协议签订', ndaEndsOn: '保密协议到期',
  add: '增加', remove: '去除', ledgerNos: '账号编号', ledgerNo: '账号编号', units: '单位', people: '人数', filter: '筛选条件', columns: '栏目', unreached: '未能送达', accountId: '账号', userId: '人员', user: '人员',
  filedOn: '备案日期',
  dueOn: '期限', clauses: '条款', closureId: '注销申请', seen: '依据编号', until: '保留至', text: '内容',
  fileName: '文件', size: '大小（字节）', sha256: 'SHA-256', rows: '行数', page: '页面', query: '条件',
  period: '考核周期', scheme: '考核方案', definition: '方案内容', effectiveFrom: '施行日', effectiveTo: '截止日', ended: '同时停用', accounts: '账号数', ranked: '排名账号数',
  on: '启用', host: '服务器', port: '端口', security: '加密方式', certificate: '信任的证书', allowInner: '允许内网地址', hasPassword: '已设密码', url: '网关地址', hasSecret: '已设密钥', hasKey: '已设访问密钥', model: '模型名称', timeoutSeconds: '时限（秒）', site: '平台网址', day: '日期', works: '上班', channels: '接收方式',
  hash: '内容校验值', publishedAt: '发布时间', byHand: '人工删除', baseUrl: '平台地址', appId: '应用编号', openId: '平台身份编号', linkDomain: '链接域名', newSecret: '更换密钥',
  ok: '完整', checked: '已核对', lastSeq: '最后序号', lastHash: '最后校验值', anchors: '锚点数', fault: '问题', seq: '序号', zh: '说明',
  step: '步骤', opinion: '意见', hostUnit: '主办单位', account: '账号', cause: '注销原因', fileId: '文件', role: '材料种类', grave: '涉及严重', barredUntil: '限制至', reach: '审核层级', deputyId: '代理人',
}

export function actionName(action: string): string {
  return actionWords[action] ?? action
}
export function subjectName(type: string): string {
  return subjectWords[type] ?? type
}
/** `unit.name` as 单位 · 名称. */
export function fieldName(path: readonly string[]): string {
  return path.map((part) => fieldWords[part] ?? (/^\d+$/.test(part) ? `第 ${Number(part) + 1} 项` : part)).join(' · ')
}
