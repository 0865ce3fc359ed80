import { Module } from '@nestjs/common';
import { RulesPagesController } from './rules.pages.controller';

/** The rules as users read them. */
@Module({ controllers: [RulesPagesController] })
export class RuleBookModule {}
