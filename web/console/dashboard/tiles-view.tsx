import { CheckCircleOutlined, ClockCircleOutlined, ExclamationCircleOutlined, RightOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { numberText } from '../../ui/number-text.ts'
import { pageAt } from '../pages.ts'
import type { Tile, TileGroup } from './tiles.ts'

export function Tiles({ groups }: { groups: readonly TileGroup[] }) {
  return groups.map((group) => (
    <section key={group.title} className="dashboard-group">
      <h2>{group.title}</h2>
      <ul className="dashboard-tiles">
        {group.tiles.map((tile) => (
          <li key={tile.label}>
            <One tile={tile} />
          </li>
        ))}
      </ul>
    </section>
  ))
}

const signs = {
  grave: { icon: ExclamationCircleOutlined, zh: '需处理' },
  soon: { icon: ClockCircleOutlined, zh: '待关注' },
  plain: null,
}

function One({ tile }: { tile: Tile }) {
  const quiet = tile.count === 0
  const sign = quiet ? null : signs[tile.tone]
  const Icon = quiet && tile.tone !== 'plain' ? CheckCircleOutlined : sign?.icon
  const tone = quiet ? (tile.tone === 'plain' ? 'plain' : 'none') : tile.tone
  const inside = (
    <>
      <span className="dashboard-label">{tile.label}</span>
      <span className={`dashboard-count dashboard-${tone}`}>
        {numberText(tile.count)}
        {Icon ? (
          <span className="dashboard-sign">
            <Icon /> {sign?.zh ?? '无'}
          </span>
        ) : null}
      </span>
      <span className="dashboard-note">{tile.note}</span>
    </>
  )
  // A number leads to its list as soon as that page exists.
  if (!pageAt(tile.path)) return <div className="panel dashboard-tile">{inside}</div>
  return (
    <Link to={tile.path as '/'} search={tile.search as never} className="panel dashboard-tile dashboard-open">
      {inside}
      <RightOutlined className="dashboard-arrow" />
    </Link>
  )
}
