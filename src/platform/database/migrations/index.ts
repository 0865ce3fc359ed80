import { CreatePlatform1795392000000 } from './1795392000000-create-platform';
import { CreateAccess1795392000100 } from './1795392000100-create-access';
import { CreateHistory1795392000200 } from './1795392000200-create-history';
import { CreateHouseholds1795392000300 } from './1795392000300-create-households';
import { CreateProgrammes1795392000400 } from './1795392000400-create-programmes';
import { CreateContractors1795392000500 } from './1795392000500-create-contractors';
import { CreateRetrofits1795392000600 } from './1795392000600-create-retrofits';
import { CreatePlans1795392000700 } from './1795392000700-create-plans';
import { CreateEvidence1795392000800 } from './1795392000800-create-evidence';
import { CreateAcceptance1795392000900 } from './1795392000900-create-acceptance';
import { CreateJobs1795392001000 } from './1795392001000-create-jobs';
import { CreateFoundRecords1795737610000 } from './1795737610000-create-found-records';
import { CreateImports1795737612000 } from './1795737612000-create-imports';

/** Every migration, in order. */
export const MIGRATIONS = [
  CreatePlatform1795392000000,
  CreateAccess1795392000100,
  CreateHistory1795392000200,
  CreateHouseholds1795392000300,
  CreateProgrammes1795392000400,
  CreateContractors1795392000500,
  CreateRetrofits1795392000600,
  CreatePlans1795392000700,
  CreateEvidence1795392000800,
  CreateAcceptance1795392000900,
  CreateJobs1795392001000,
  CreateFoundRecords1795737610000,
  CreateImports1795737612000,
];
