import { ConstraintMeaning, ConstraintMeanings } from '../platform/problems/constraint-problems';

const impossible = (field: string): ConstraintMeaning => ({ problem: 'impossible-value', field });

export const evidenceConstraints: ConstraintMeanings = {
  photos_stage_known: impossible('stage'),
  photos_e02_once: { problem: 'rule-broken', rule: 'E02', field: 'photos', status: 409 },
  photos_sha256_form: impossible('photos'),
  photos_media_type_known: impossible('photos'),
  photos_bytes_positive: impossible('photos'),
  photos_caption_length: impossible('caption'),
  photos_grade_known: impossible('inApp'),
  photos_rendition_state_known: impossible('photos'),
  photos_rendition_whole: impossible('photos'),
  photos_bound: impossible('itemId'),
  photos_superseded_whole: impossible('reason'),
  photos_c13_not_in_the_future: { problem: 'rule-broken', rule: 'C13', field: 'claimedOn' },
  photos_e08_before_locked: { problem: 'rule-broken', rule: 'E08', field: 'stage' },
  photos_e08_originals_kept: { problem: 'rule-broken', rule: 'E08' },
  photos_e08_after_acceptance: { problem: 'rule-broken', rule: 'E08', field: 'photos' },
  documents_kind_known: impossible('kind'),
  documents_title_length: impossible('title'),
  documents_sha256_form: impossible('file'),
  documents_media_type_known: impossible('file'),
  documents_bytes_positive: impossible('file'),
  documents_one_subject: impossible('file'),
  documents_e08_originals_kept: { problem: 'rule-broken', rule: 'E08' },
};
