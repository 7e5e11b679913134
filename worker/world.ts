import { createArgoCdActivities } from '../activities/argocd/index.ts';
import { createCatalogActivities } from '../activities/catalog/index.ts';
import { createEcrActivities } from '../activities/ecr/index.ts';
import { createEcsActivities } from '../activities/ecs/index.ts';
import { createOctokit } from '../activities/github/client.ts';
import { createGitHubActivities } from '../activities/github/index.ts';
import { createLambdaActivities } from '../activities/lambda/index.ts';
