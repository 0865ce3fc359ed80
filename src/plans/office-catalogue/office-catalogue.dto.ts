import { Fen, Flag, Whole } from '../../platform/http/fields';

/** What a district sets for an item of the catalogue. */
export class CatalogueSettingsDto {
  @Fen({ min: 1, max: 10_000_000_000, description: 'The most that one unit may cost, in fen (M03)' })
  priceLimitFen!: number;
  @Whole({
    min: 0,
    max: 60,
    description: 'Days that works on it take at least (C20); 0 where none are known',
  })
  minimumWorksDays!: number;
  @Flag({ description: 'Whether it may be planned in this district (M02)' }) active!: boolean;
}
