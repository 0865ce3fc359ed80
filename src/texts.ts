import { accessTexts } from './access/access.texts';
import { areasTexts } from './access/areas/areas.texts';
import { tokensTexts } from './access/tokens/tokens.texts';
import { usersTexts } from './access/users/users.texts';
import { householdsTexts } from './households/households.texts';
import { catalogueTexts } from './plans/catalogue/catalogue.texts';
import { plansTexts } from './plans/plans.texts';
import { FeatureTexts } from './platform/i18n/texts';
import { problemsTexts, validationTexts } from './platform/problems/problems.texts';
import { layoutTexts } from './platform/views/layout.texts';
import { programmesTexts } from './programmes/programmes.texts';
import { rulesTexts } from './rules/rules.texts';

/** Every text of the application. A feature that has texts is named here. */
export const TEXTS: readonly FeatureTexts[] = [
  problemsTexts,
  validationTexts,
  layoutTexts,
  rulesTexts,
  accessTexts,
  usersTexts,
  areasTexts,
  tokensTexts,
  householdsTexts,
  programmesTexts,
  catalogueTexts,
  plansTexts,
];
