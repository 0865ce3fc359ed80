import { DynamicModule, Module } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import { AccessModule } from './access/access.module';
import { ConstructionModule } from './construction/construction.module';
import { HistoryModule } from './history/history.module';
import { HouseholdsModule } from './households/households.module';
import { PlansModule } from './plans/plans.module';
import { PlatformModule, PlatformOptions } from './platform/platform.module';
import { ProgrammesModule } from './programmes/programmes.module';
import { WorkflowModule } from './workflow/workflow.module';

@Module({})
export class AppModule {
  static with(options: PlatformOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(options),
        ThrottlerModule.forRoot([{ name: 'default', limit: 20, ttl: 60_000 }]),
        HistoryModule,
        AccessModule,
        WorkflowModule,
        HouseholdsModule,
        ProgrammesModule,
        PlansModule,
        ConstructionModule,
      ],
    };
  }
}
