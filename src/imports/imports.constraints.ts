import { ConstraintMeaning, ConstraintMeanings } from '../platform/problems/constraint-problems';

const impossible = (field: string): ConstraintMeaning => ({ problem: 'impossible-value', field });

export const importsConstraints: ConstraintMeanings = {
  found_records_year_plausible: impossible('year'),
  found_records_person_name_length: impossible('name'),
  found_records_id_number_hash_form: impossible('idNumber'),
  found_records_kept: { problem: 'conflict' },
  found_years_year_plausible: impossible('year'),
  found_years_area_is_district: impossible('areaCode'),
  found_years_key: { problem: 'already-exists', field: 'year' },
  found_years_append_only: { problem: 'conflict' },
  found_photos_file_name_length: impossible('photos'),
  found_photos_stage_known: impossible('stage'),
  found_photos_sha256_form: impossible('photos'),
  found_photos_append_only: { problem: 'conflict' },
  found_corrections_reason_given: impossible('reason'),
  found_corrections_document_given: impossible('document'),
  found_corrections_one_subject: { problem: 'conflict' },
  found_corrections_append_only: { problem: 'conflict' },
};
