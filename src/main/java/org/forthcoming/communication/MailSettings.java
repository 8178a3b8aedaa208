package org.forthcoming.communication;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mails leave the shop; the mail server itself is set by spring.mail.*.
 *
 * @param from the address that mails come from
 */
@ConfigurationProperties("forthcoming.mail")
public record MailSettings(@DefaultValue("shop@localhost") String from) {}
