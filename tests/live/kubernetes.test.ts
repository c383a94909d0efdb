import "./kubernetes/kinds";
import "./kubernetes/admission";
import "./kubernetes/logins";
