import { Tabs } from 'antd'
import { beijingDay } from '../../../src/core/clock.rules.ts'
import { listChanges } from '../../../src/lexicon/lexicon.contract.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { useAsk } from '../../ui/queries.ts'
import { useUrlState } from '../../ui/url-state.ts'
import { ChangeDrawer } from './change-drawer.tsx'
import { ChangesTab } from './changes-tab.tsx'
import { EntriesTab } from './entries-tab.tsx'
import { EntryDrawer } from './entry-drawer.tsx'
import { cleared, LexiconUrl, tabs } from './lexicon-state.ts'
import { RulesTab } from './rules-tab.tsx'
import './lexicon.css'

/** 词库与规则: what texts are checked by, layer by layer, and how it is changed (§8.2.2). */
export function Page() {
  const [state, change] = useUrlState(LexiconUrl)
  const waiting = useAsk(listChanges, { query: { state: 'proposed', limit: 50 } }, { keep: true })
  const count = waiting.data?.rows.filter(({ refusal }) => refusal === null).length ?? 0
  const today = beijingDay(new Date())
  return (
    <>
      <PageHead
        title="词库与规则"
        description="省、市、县、单位逐级叠加，上级的对下级生效；变更由同级另一人确认后生效，生效前先用已发布作品试运行"
      />
      <Tabs
        activeKey={state.tab}
        onChange={(tab) => change({ ...cleared, table: undefined, tab })}
        items={Object.entries(tabs).map(([key, zh]) => ({
          key,
          label: key === 'changes' && count > 0 ? `${zh}（待我确认 ${count}）` : zh,
        }))}
      />
      {state.tab === 'rules' ? <RulesTab state={state} change={change} /> : null}
      {state.tab === 'changes' ? <ChangesTab state={state} change={change} /> : null}
      {state.tab === 'words' || state.tab === 'knowledge' || state.tab === 'accepted' ? (
        <EntriesTab key={`${state.tab} ${state.table}`} state={state} change={change} today={today} />
      ) : null}
      {state.entry ? (
        <EntryDrawer
          id={state.entry}
          today={today}
          onClose={() => change({ entry: undefined })}
          onChange={(id) => change({ entry: undefined, change: id })}
        />
      ) : null}
      {state.change ? <ChangeDrawer id={state.change} onClose={() => change({ change: undefined })} /> : null}
    </>
  )
}
