/** Every column that names a file; a test asks the catalog whether one is missing here. */
export const FILE_COLUMNS: readonly (readonly [table: string, column: string])[] = [
  ['photos', 'storage_key'],
  ['photos', 'screen_key'],
  ['photos', 'thumbnail_key'],
  ['documents', 'storage_key'],
  ['acceptance_reports', 'pdf_key'],
  ['imports', 'storage_key'],
  ['import_photos', 'storage_key'],
  ['found_photos', 'storage_key'],
];
