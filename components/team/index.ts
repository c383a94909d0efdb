export {
  personas,
  rights,
  stages,
  defaultAccess,
  type Persona,
  type Right,
  type Stage,
} from "./personas";
export { Team, type TeamPersona, type TeamArgs } from "./team";
