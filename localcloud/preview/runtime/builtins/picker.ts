import { activateOnTap } from './activation'
import type { Builtin, BuiltinSelf } from './define'
import { dateColumns, timeColumns, type DateFields } from './pickerdates'
import { textOf } from './text'
import { openPickerSheet, type PickerSheet, type SheetColumn } from './pickersheet'

function rowTexts(range: unknown, key: string): string[] {
  if (!Array.isArray(range)) return []
  return range.map((item: unknown) => {
    const shown: unknown =
      typeof item === 'object' && item !== null && key !== '' ? (item as Record<string, unknown>)[key] : item
    return textOf(shown)
  })
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.map((item) => Number(item) || 0) : []
}

function fieldsOf(self: BuiltinSelf): DateFields {
  const fields = self.text('fields')
  return fields === 'year' || fields === 'month' ? fields : 'day'
}

interface Choice {
  columns(): SheetColumn[]
  turned(column: number, index: number): void
  /** The value that a confirmation gives. */
  result(): unknown
}

function selectorChoice(self: BuiltinSelf): Choice {
  let index = Math.max(0, self.number('value'))
  return {
    columns: () => [{ name: '选项', rows: rowTexts(self.value('range'), self.text('rangeKey')), index }],
    turned: (_, row) => {
      index = row
    },
    result: () => index,
  }
}

function multiChoice(self: BuiltinSelf): Choice {
  let given = self.value('value')
  let rows = numbers(given)
  // A page answers `columnchange` with other ranges and a value to go with them.
  const follow = (): void => {
    if (self.value('value') === given) return
    given = self.value('value')
    rows = numbers(given)
  }
  const range = (): unknown[] => {
    const lists = self.value('range')
    return Array.isArray(lists) ? lists : []
  }
  return {
    columns() {
      follow()
      return range().map((list, at) => ({
        name: `第 ${at + 1} 列`,
        rows: rowTexts(list, self.text('rangeKey')),
        index: rows[at] ?? 0,
      }))
    },
    turned(column, index) {
      rows[column] = index
      self.emit('columnchange', { column, value: index })
    },
    result: () => range().map((_, at) => rows[at] ?? 0),
  }
}

function calendarChoice(self: BuiltinSelf, mode: 'date' | 'time'): Choice {
  let value = self.text('value')
  const table = (): ReturnType<typeof timeColumns> =>
    mode === 'date'
      ? dateColumns(value, self.text('start'), self.text('end'), fieldsOf(self))
      : timeColumns(value, self.text('start'), self.text('end'))
  return {
    columns: () => table().columns,
    turned(column, index) {
      const { columns, read } = table()
      value = read(columns.map((one, at) => (at === column ? index : one.index)))
    },
    result: () => {
      const { columns, read } = table()
      return read(columns.map((one) => one.index))
    },
  }
}

function choiceOf(self: BuiltinSelf): Choice {
  const mode = self.text('mode')
  if (mode === 'selector') return selectorChoice(self)
  if (mode === 'multiSelector') return multiChoice(self)
  if (mode === 'date' || mode === 'time') return calendarChoice(self, mode)
  throw new Error(`picker mode="${mode}" 在预览中不支持`)
}

/** `<picker>`: selector, multiSelector, time and date; region is refused by name. */
export const picker: Builtin = {
  tag: 'picker',
  properties: {
    name: '',
    mode: 'selector',
    disabled: false,
    headerText: '',
    range: null,
    rangeKey: '',
    value: null,
    start: '',
    end: '',
    fields: 'day',
    level: '',
    customItem: '',
  },
  setup(self) {
    let sheet: PickerSheet | null = null
    let choice: Choice | null = null
    const open = (): void => {
      if (self.flag('disabled') || sheet) return
      const chosen = choiceOf(self)
      choice = chosen
      sheet = openPickerSheet(self.text('headerText'), chosen.columns(), {
        turned(column, index) {
          chosen.turned(column, index)
          sheet?.update(chosen.columns())
        },
        confirm() {
          sheet = null
          const value = chosen.result()
          self.set({ value })
          self.emit('change', { value })
        },
        cancel() {
          sheet = null
          self.emit('cancel', {})
        },
      })
    }
    activateOnTap(self)
    return {
      render() {
        self.host.toggleAttribute('disabled', self.flag('disabled'))
        if (sheet && choice) sheet.update(choice.columns())
      },
      detached: () => sheet?.close(),
      activate: () => {
        try {
          open()
        } catch (error) {
          reportError(error)
        }
      },
      read: () => self.value('value') ?? (self.text('mode') === 'selector' ? 0 : ''),
      reset: () => self.set({ value: self.text('mode') === 'multiSelector' ? [] : null }),
    }
  },
}
