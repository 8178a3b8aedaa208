package org.forthcoming.processes;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;
import static org.camunda.bpm.engine.authorization.Permissions.ACCESS;
import static org.camunda.bpm.engine.authorization.Permissions.ALL;
import static org.camunda.bpm.engine.authorization.Permissions.READ;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_HISTORY;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_INSTANCE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.RETRY_JOB;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.bpm.engine.variable.type.ValueType;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * Sees to it that groups, their grants, the filters of Tasklist and the first users exist, whenever a node starts.
 *
 * <p>A task is shown to whoever is in its candidate group, and to nobody else: no group is granted the tasks of a whole
 * process, or the warehouse would see refunds. Nobody but administrators may change instances, start them, deploy, or
 * store filters, whose expressions are code.
 */
@Component
class Staff implements InitializingBean {

    private static final Map<String, String> GROUPS = Map.of(
            "support", "Support",
            "warehouse", "Warehouse",
            "finance", "Finance",
            "operations", "Operations",
            "analyst", "Business analysts",
            "integration", "Shops' systems");

    /** What can wait until its follow-up date is in nobody's way before. */
    private static final String NOW = "${now()}";

    static final List<String> WORKERS = List.of("support", "warehouse", "finance", "operations");

    private final IdentityService identity;
    private final AuthorizationService authorizations;
    private final FilterService filters;
    private final TaskService tasks;
    private final Engine engine;
    private final AdministratorSettings administrator;
    private final boolean safeForDefaultPasswords;

    Staff(
            IdentityService identity,
            AuthorizationService authorizations,
            FilterService filters,
            TaskService tasks,
            Engine engine,
            AdministratorSettings administrator,
            ServerProperties server,
            Environment environment) {
        this.identity = identity;
        this.authorizations = authorizations;
        this.filters = filters;
        this.tasks = tasks;
        this.engine = engine;
        this.administrator = administrator;
        this.safeForDefaultPasswords =
                !environment.acceptsProfiles(Profiles.of("production")) && isLoopback(server.getAddress());
    }

    @Override
    public void afterPropertiesSet() {
        engine.run(() -> {
            // Several nodes may start together: one after the other looks what there is.
            Context.getCommandContext().getPropertyManager().acquireExclusiveLockForStartup();
            seeToIt();
        });
    }

    private void seeToIt() {
        GROUPS.forEach((id, name) -> group(id, name, "WORKFLOW"));
        group(Groups.CAMUNDA_ADMIN, "Administrators", Groups.GROUP_TYPE_SYSTEM);
        for (var resource : Resources.values()) {
            grant(Groups.CAMUNDA_ADMIN, resource, ANY, ALL);
        }
        for (var group : WORKERS) {
            grant(group, Resources.APPLICATION, "tasklist", ACCESS);
            grant(group, Resources.USER, ANY, READ); // Tasklist hands a task over to nobody whom it does not find
        }
        for (var group : List.of("support", "warehouse", "finance")) {
            grant(group, Resources.PROCESS_DEFINITION, ANY, READ);
        }
        for (var group : List.of("operations", "analyst")) {
            grant(group, Resources.APPLICATION, "cockpit", ACCESS);
        }
        grant(
                "operations",
                Resources.PROCESS_DEFINITION,
                ANY,
                ProcessDefinitionPermissions.READ,
                READ_INSTANCE,
                READ_HISTORY,
                RETRY_JOB);
        grant(
                "analyst",
                Resources.PROCESS_DEFINITION,
                ANY,
                ProcessDefinitionPermissions.READ,
                READ_INSTANCE,
                READ_HISTORY);
        grant("analyst", Resources.DECISION_DEFINITION, ANY, READ);
        filter(
                "My group's",
                0,
                WORKERS,
                urgentFirst(tasks.createTaskQuery()
                        .taskCandidateGroupInExpression("${currentUserGroups()}")
                        .taskUnassigned()
                        .followUpBeforeOrNotExistentExpression(NOW)));
        filter(
                "Mine",
                10,
                WORKERS,
                urgentFirst(tasks.createTaskQuery()
                        .taskAssigneeExpression("${currentUser()}")
                        .followUpBeforeOrNotExistentExpression(NOW)));
        // Who may see a task is decided by the authorizations, so these need no condition on the group.
        filter("Overdue", 20, WORKERS, urgentFirst(tasks.createTaskQuery().dueBeforeExpression(NOW)));
        filter(
                "By order",
                30,
                WORKERS,
                urgentFirst(tasks.createTaskQuery()
                        .orderByTaskVariable(TaskCards.ORDER, ValueType.STRING)
                        .asc()));
        filter("All tasks", 40, List.of(), urgentFirst(tasks.createTaskQuery()));
        users();
    }

    private void users() {
        if (safeForDefaultPasswords && identity.createUserQuery().count() == 0) {
            user("demo", "demo", Groups.CAMUNDA_ADMIN);
            GROUPS.keySet().forEach(group -> user(group, group, group));
        }
        if (administrator.given()
                && identity.createUserQuery().userId(administrator.id()).count() == 0) {
            user(administrator.id(), administrator.password(), Groups.CAMUNDA_ADMIN);
        }
    }

    private void user(String id, String password, String group) {
        var user = identity.newUser(id);
        user.setFirstName(id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1));
        user.setLastName("");
        user.setPassword(password);
        identity.saveUser(user);
        identity.createMembership(id, group);
    }

    private void group(String id, String name, String type) {
        if (identity.createGroupQuery().groupId(id).count() == 0) {
            var group = identity.newGroup(id);
            group.setName(name);
            group.setType(type);
            identity.saveGroup(group);
        }
    }

    private void grant(String group, Resource resource, String resourceId, Permission... permissions) {
        var known = authorizations
                .createAuthorizationQuery()
                .groupIdIn(group)
                .resourceType(resource)
                .resourceId(resourceId)
                .singleResult();
        var grant = known == null ? authorizations.createNewAuthorization(AUTH_TYPE_GRANT) : known;
        grant.setGroupId(group);
        grant.setResource(resource);
        grant.setResourceId(resourceId);
        grant.setPermissions(permissions);
        authorizations.saveAuthorization(grant);
    }

    private static TaskQuery urgentFirst(TaskQuery query) {
        return query.orderByDueDate().asc().orderByTaskPriority().desc();
    }

    /** Filters of these names are ours and become at each start what they are here; a shop adds its own by other names. */
    private void filter(String name, int priority, List<String> readers, TaskQuery query) {
        var filter = filters.createFilterQuery().filterName(name).list().stream()
                .findFirst()
                .orElseGet(() -> filters.newTaskFilter(name));
        filter.setQuery(query);
        filter.setProperties(Map.of(
                "priority", priority, "refresh", true, "showUndefinedVariable", false, "variables", TaskCards.LABELS));
        filters.saveFilter(filter);
        for (var group : readers) {
            grant(group, Resources.FILTER, filter.getId(), READ);
        }
    }

    private static boolean isLoopback(InetAddress address) {
        return address != null && address.isLoopbackAddress();
    }
}
