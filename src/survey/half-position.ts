import { invalid } from '../platform/problems/problem';
import { RecordSiteSurveyDto } from './survey.dto';

/** A place has both coordinates or none. @throws Problem invalid-input at the one that is missing */
export function refuseHalfPosition({
  longitude,
  latitude,
}: Pick<RecordSiteSurveyDto, 'longitude' | 'latitude'>): void {
  const [hasLongitude, hasLatitude] = [(longitude ?? null) !== null, (latitude ?? null) !== null];
  if (hasLongitude === hasLatitude) return;
  throw invalid({ field: hasLongitude ? 'latitude' : 'longitude', key: 'validation.required' });
}
