/** Processes of the engine that run no program import this first: language host and plugins. */
import { keepCompiled } from "./keep-compiled";

keepCompiled();
