import { Tabs } from 'antd'
import { z } from 'zod'
import { PageHead } from '../../ui/page-head.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { CampaignsTab } from './plan/campaigns-tab.tsx'
import { ColumnsTab } from './plan/columns-tab.tsx'
import { TemplatesTab } from './plan/templates-tab.tsx'
import './plan/plan.css'

const tabs = { columns: '栏目', campaigns: '主题策划', templates: '稿件模板' } as const
const Url = z.object({
  tab: z.enum(Object.keys(tabs) as [keyof typeof tabs, ...(keyof typeof tabs)[]]).default('columns'),
})

/** 内容策划: the regular columns, the topics of a season, and the templates that manuscripts begin with (§8.1). */
export function Page() {
  const [{ tab }, change] = useUrlState(Url)
  return (
    <>
      <PageHead
        title="栏目与策划"
        description="栏目、主题策划和稿件模板，供撰稿时选用；停用后不再供选，已有稿件不受影响"
      />
      <Tabs
        activeKey={tab}
        onChange={(chosen) => change({ tab: chosen })}
        items={Object.entries(tabs).map(([key, label]) => ({ key, label }))}
      />
      {tab === 'columns' ? <ColumnsTab /> : null}
      {tab === 'campaigns' ? <CampaignsTab /> : null}
      {tab === 'templates' ? <TemplatesTab /> : null}
    </>
  )
}
