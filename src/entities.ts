import { Area } from './access/areas/area.entity';
import { User } from './access/users/user.entity';
import { Household } from './households/household.entity';
import { Person } from './households/person.entity';
import { EntityClass } from './platform/database/data-source';
import { Retrofit } from './workflow/retrofit.entity';

/** Every entity of the application. */
export const ENTITIES: EntityClass[] = [Area, User, Household, Person, Retrofit];
