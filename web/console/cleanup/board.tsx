import { Button } from 'antd'
import type { CleanupBoard } from '../../../src/accounts/cleanup.contract.ts'
import { type Standing, standings } from '../../../src/accounts/cleanup-proposal.rules.ts'
import { unfitClauses } from '../../../src/accounts/unfit.rules.ts'
import { numberText } from '../../ui/number-text.ts'
import { clauseName, standardClauses } from './cleanup-words.tsx'

type Given = {
  board: CleanupBoard
  chosen: readonly Standing[]
  onStanding: (standing: Standing) => void
  onCell: (filter: { county: string; clause?: string | undefined; unclear?: string | undefined }) => void
}
const clauses = [...standardClauses, ...unfitClauses]

/** How many accounts stand where, and meet what in which county; every number opens its list. */
export function Board({ board, chosen, onStanding, onCell }: Given) {
  return (
    <>
      <fieldset className="cleanup-standings no-print" style={{ border: 0, padding: 0, marginInline: 0 }}>
        <legend className="visually-hidden">办理情况</legend>
        {board.standings.map(({ standing, count }) => (
          <Button
            key={standing}
            type={chosen.length === 1 && chosen[0] === standing ? 'primary' : 'default'}
            onClick={() => onStanding(standing)}
          >
            {standings[standing].zh} {numberText(count)}
          </Button>
        ))}
      </fieldset>
      {board.counties.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className="panel cleanup-board" aria-label="各县（市、区）符合各项标准的账号数" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">县（市、区）</th>
                <th scope="col">账号</th>
                {clauses.map((clause) => (
                  <th key={clause} scope="col">
                    {clauseName(clause)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {board.counties.map((county) => (
                <tr key={county.code}>
                  <td>{county.name}</td>
                  <td>{numberText(county.accounts)}</td>
                  {clauses.map((clause) => (
                    <td key={clause}>
                      <Cell
                        met={county.met[clause] ?? 0}
                        unclear={county.unclear[clause] ?? 0}
                        name={`${county.name}${clauseName(clause)}`}
                        onMet={() => onCell({ county: county.code, clause })}
                        onUnclear={() => onCell({ county: county.code, unclear: clause })}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
    </>
  )
}

type CellGiven = { met: number; unclear: number; name: string; onMet: () => void; onUnclear: () => void }

function Cell({ met, unclear, name, onMet, onUnclear }: CellGiven) {
  return (
    <>
      {met > 0 ? (
        <Button type="link" size="small" aria-label={`${name}：符合 ${numberText(met)} 个`} onClick={onMet}>
          {numberText(met)}
        </Button>
      ) : (
        <span className="quiet">0</span>
      )}
      {unclear > 0 ? (
        <Button
          type="text"
          size="small"
          aria-label={`${name}：缺数 ${numberText(unclear)}，不能判断`}
          onClick={onUnclear}
        >
          <span className="quiet">缺数 {numberText(unclear)}</span>
        </Button>
      ) : null}
    </>
  )
}
