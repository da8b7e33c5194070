import { Input, Select } from 'antd'

type SearchGiven = {
  /** What stands in the box; it narrows the list only when it is searched for. */
  words: string
  placeholder: string
  onWords: (words: string) => void
  onSearch: (words: string) => void
}

/** The search box of a filter bar. */
export function SearchBox({ words, placeholder, onWords, onSearch }: SearchGiven) {
  return (
    <Input.Search
      value={words}
      allowClear
      placeholder={placeholder}
      onChange={({ target }) => onWords(target.value)}
      onSearch={onSearch}
    />
  )
}

type ChoiceGiven = {
  value: readonly string[] | undefined
  options: readonly { value: string; label: string }[]
  placeholder?: string
  onChange: (chosen: string[]) => void
}

/** Several of a short list, in a filter bar; none chosen is all. */
export function Choice({ value, options, placeholder = '全部', onChange }: ChoiceGiven) {
  return (
    <Select<string[]>
      mode="multiple"
      maxTagCount={1}
      value={[...(value ?? [])]}
      options={[...options]}
      placeholder={placeholder}
      onChange={onChange}
      style={{ minWidth: 190 }}
    />
  )
}
