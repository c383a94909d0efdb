/** To be imported first by a process of the engine's that is no program. */
import { keepCompiled } from "./keep-compiled";

keepCompiled();
