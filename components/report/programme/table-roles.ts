/**
 * Roles of the parts of a table that CSS lays out as cards on a phone: browsers drop the meaning of
 * such a table unless every part names its own.
 */
export const tableRoles = {
  table: 'table',
  rowgroup: 'rowgroup',
  row: 'row',
  columnheader: 'columnheader',
  rowheader: 'rowheader',
  cell: 'cell',
} as const;
